"""What stands in a text: dates, citations, Markdown. Bytes in; what fails to hold raises.

Nothing but a reading or a reason may come of any bytes, and what is read must be read
as the same once it was written again.
"""

import re
from html.parser import HTMLParser

from dateline import citations, dates, markup
from dateline.checks.crowds import crowd_in
from dateline.dates import Misread, Span
from dateline.pages import Note, Prose
from dateline.yaml_builder import NEVER

#: The longest input; what only a longer one shows has tests of its own.
LONGEST = 4096

_LANGUAGES = ("en", "ru", "fa", "de", "ar", "xx", "")
_NOTES = {
    key: Note(**dict.fromkeys(Note.__slots__, "") | {"number": n, "id": f"n-{key}"})
    for n, key in enumerate(("a", "b", "book"), 1)
}


def _text(data: bytes) -> str:
    return data[:LONGEST].decode("utf-8", "replace")


def _day(data: bytes) -> tuple[str, str]:
    """A text and a language, which the first byte names."""
    return _text(data[1:]), _LANGUAGES[data[0] % len(_LANGUAGES)] if data else "en"


def read_date(data: bytes) -> None:
    """A date is read as one that is the same when it is said and read again."""
    text, language = _day(data)
    found = dates.read(text, language)
    if isinstance(found, Misread):
        assert found.rule, text
        assert found.text, text
        assert found.hint, text
        return
    assert found.written == text
    _holds(found)
    again = dates.read(found.edtf)
    assert isinstance(again, Span), (text, found.edtf, again)
    assert _but_for_words(again) == _but_for_words(found), (text, found, again)
    said = dates.say(found)
    heard = dates.read(said)
    assert isinstance(heard, Span), (text, said, heard)
    assert heard.edtf == found.edtf, (text, said, heard.edtf, found.edtf)
    for locale in ("fa", "ru"):
        assert dates.say(found, locale).strip(), text
        assert dates.say(found, locale, "short").strip(), text


def _holds(span: Span) -> None:
    """What is true of every date that was read."""
    first, last = span.earliest, span.latest
    assert first is not None or last is not None, span
    assert first is None or last is None or first <= last, span
    assert span.sort_key() == span.sort_key()
    dates.bounds(span)
    dates.known_days(span)
    value = dates.html_datetime(span)
    assert value is None or isinstance(dates.read(value), Span), (span, value)
    faded = dates.fade(span)
    assert (faded is not None) == (span.approximate or span.uncertain), span
    for second in (first, last):
        assert second is None or dates.year_fraction(second) is not None
    for calendar in dates.CALENDARS:
        dates.say_in(calendar, span)


def _but_for_words(span: Span) -> list[object]:
    return [getattr(span, name) for name in span.__slots__ if name != "written"]


def read_calendar(data: bytes) -> None:
    """A date of another calendar is a date of ours, or says why not."""
    text, _ = _day(data)
    calendar = dates.CALENDARS[data[0] % len(dates.CALENDARS)] if data else "julian"
    found = dates.read_in(calendar, text)
    if isinstance(found, Span):
        _holds(found)
        assert isinstance(dates.read(found.edtf), Span), (text, found)
    else:
        assert found.text, text
        assert found.hint, text


def read_citations(data: bytes) -> None:
    """Citations stand where they are said to, and nothing is lost around them."""
    text = _text(data)
    plain = text.replace(citations.START, "").replace(citations.END, "")
    groups = list(citations.groups(text))
    for group in groups:
        assert text[group.start] == "[", text
        assert text[group.end - 1] == "]", text
        assert all(citations.is_key(one.key[:100]) for one in group.citations), text
    cited = [one.key for group in groups for one in group.citations]
    assert list(citations.keys(text)) == [k for k in cited if k != citations.EDITORS]
    for key, place in citations.places(text):
        assert text.startswith(f"@{key}", place), (text, key)
    for fault in citations.faults(text):
        assert fault.text, text
        assert fault.hint, text
        assert 0 <= fault.start <= len(text), text
    hidden, found = citations.hidden(text)
    assert len(citations.PLACEHOLDER.findall(hidden)) == len(found), text
    parts = citations.PLACEHOLDER.split(hidden)
    back = "".join(
        plain[found[int(part)].start : found[int(part)].end] if place % 2 else part
        for place, part in enumerate(parts)
    )
    assert back == plain, text
    assert "\n" not in citations.without(text), text


class _Tags(HTMLParser):
    """What a browser would find in markup, as far as it may harm."""

    _RUNS = re.compile(r"(?!(?:https?|mailto):)[a-z][a-z0-9+.-]*:")

    def handle_starttag(self, tag: str, found: list[tuple[str, str | None]]) -> None:
        assert tag in markup.TAGS, tag
        for name, value in found:
            assert not name.startswith("on"), name
            assert name not in ("style", "srcdoc", "formaction"), name
            if name in ("href", "src", "cite"):
                seen = re.sub(r"[\t\n\r]|\A[\x00-\x20]+", "", value or "").casefold()
                assert not self._RUNS.match(seen), value
                assert name == "href" or not re.match(r"[/\\]", seen), value


def read_markup(data: bytes) -> None:
    """Any words become markup that runs nothing and asks for nothing."""
    text = _text(data)
    if NEVER.search(text) or crowd_in(text):  # refused where it stands
        return
    prose = Prose(text, "s", _NOTES, "../", "events/x.html")
    for html in (str(markup.block(prose)), str(markup.line(prose))):
        assert citations.START not in html, text
        assert not NEVER.search(html), text
        _Tags().feed(html)
        _Tags().feed(str(markup.standalone(html, "https://example.org/t/x.html")))
