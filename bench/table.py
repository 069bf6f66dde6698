"""Rows of words in, a table in Markdown out."""


def table(rows: list[list[str]]) -> str:
    """Rows as Markdown, in columns that line up."""
    wide = [max(len(row[each]) for row in rows) for each in range(len(rows[0]))]
    lines = [
        "| "
        + " | ".join(cell.ljust(wide[each]) for each, cell in enumerate(row))
        + " |"
        for row in rows
    ]
    return "\n".join(
        [lines[0], "|" + "|".join("-" * (w + 2) for w in wide) + "|", *lines[1:]]
    )
