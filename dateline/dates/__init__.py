"""Dates: words, EDTF and other calendars in; spans and their bounds out; words again.

    text ─read─▶ Span ─say─▶ words          Span ─html_datetime, year_fraction, fade
         └─────▶ Misread (rule, text, hint)

``reading`` is the way in; ``edtf`` and ``parts`` are the grammar, ``words``, ``tongues``
and ``names`` the plain words, ``explain`` and ``refusals`` the reasons; ``say``,
``looks`` and ``phrases`` the way out, ``machine`` and ``iso`` the way out for programs;
``calendars`` and ``spelled`` the other calendars. Nothing is imported from the rest of the package, and
nothing depends on the day it runs on.
"""

from .calendars import CALENDARS, of_another, read_in, say_in, write_in
from .iso import bounds, day_text, exact, known_days
from .machine import fade, html_datetime, year_fraction
from .reading import read
from .say import digits, say
from .span import Choice, Misread, Part, Precision, Span

__all__ = [
    "CALENDARS",
    "Choice",
    "Misread",
    "Part",
    "Precision",
    "Span",
    "bounds",
    "day_text",
    "digits",
    "exact",
    "fade",
    "html_datetime",
    "known_days",
    "of_another",
    "read",
    "read_in",
    "say",
    "say_in",
    "write_in",
    "year_fraction",
]
