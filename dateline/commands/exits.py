"""Exit codes: 0 done, 1 the data has mistakes, 2 wrong use, 3 the machine failed us."""

DONE = 0
MISTAKES = 1
USE = 2
MACHINE = 3
