"""`build.py new`: an event is asked for or taken from flags, and no other byte changes."""

import codecs
import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import takewhile
from pathlib import Path

import pytest
from conftest import ROOT, Outcome
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import dates, yaml_text
from dateline.commands import main
from dateline.composing import dating, insertion, likeness, neighbours, order, values
from dateline.composing.splices import Target
from dateline.composing.values import Frame
from dateline.source import Fields, Source
from dateline.yaml_edit import as_loaded

TODAY = re.compile(r"\b20\d\d-\d\d-\d\d(?=\]:)")
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r")
PATIENCE = 30  # seconds until a dialogue that does not go on fails its test

SMALL = """\
timeline:
  title: Small
categories:
  war: {label: War}
sources:
  book:
    title: A book
    url: https://example.org/book
    publisher: Press
  paper: {title: A paper}
events:
  - id: first
    date: 1900
    title: First thing happens
    summary: It happened [@book].
    sources: [book]
    actors: [Russian Empire]
    places: [{name: Tehran, country: IR}]

  - id: last
    date: 1950
    title: Last thing
    sources: [paper]
"""


class Person:
    """Somebody at a terminal, who reads what stands there and types."""

    def __init__(self, words: Sequence[str]) -> None:
        ours, theirs = os.openpty()
        self.terminal = ours
        self.seen = ""
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.process = subprocess.Popen(
            [sys.executable, "build.py", *words],
            cwd=ROOT,
            env={
                **os.environ,
                "TERM": "dumb",
                "INPUTRC": os.devnull,
                "PYTHONUTF8": "1",
                "COLUMNS": "400",
                "LINES": "50",
            },
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def reads(self, prompt: str) -> None:
        start = len(self.seen)
        while prompt not in ESCAPES.sub("", self.seen[start:]):
            if not self._more():
                pytest.fail(f"no “{prompt}” after:\n{self.transcript}", False)

    def types(self, answer: str) -> None:
        os.write(self.terminal, f"{answer}\n".encode())

    def stops(self) -> Outcome:
        """Types a letter, sees it there, and presses Ctrl-C, again if nothing happens.

        Python misses a signal that comes just before it waits for the next key.
        """
        os.write(self.terminal, b"x")
        self.reads("x")
        while "Stopped" not in self.transcript:
            self.process.send_signal(signal.SIGINT)
            while self._more(1):
                pass
        return self.ends()

    def leaves_off(self) -> Outcome:
        """Presses Ctrl-D, which ends what is typed."""
        os.write(self.terminal, b"\x04")
        return self.ends()

    def _more(self, patience: float = PATIENCE) -> bool:
        ready, _, _ = select.select([self.terminal], [], [], patience)
        try:
            read = os.read(self.terminal, 65536) if ready else b""
        except OSError:  # Linux says so when the other side has gone
            read = b""
        self.seen += self.decoder.decode(read)
        return bool(read)

    def answers(self, *pairs: tuple[str, str]) -> Outcome:
        """Answers each question, and gives what there was to read in the end."""
        for prompt, answer in pairs:
            self.reads(prompt)
            self.types(answer)
        return self.ends()

    def ends(self) -> Outcome:
        while self._more():
            pass
        return Outcome(self.process.wait(PATIENCE), self.transcript, "")

    @property
    def transcript(self) -> str:
        return ESCAPES.sub("", self.seen)

    def leaves(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.terminal)


@pytest.fixture
def person() -> Iterator[Callable[..., Person]]:
    """Starts `new` on a terminal: `person(folder, "--date", "1900")`."""
    with ExitStack() as people:

        def starts(folder: Path, *words: str) -> Person:
            one = Person(["new", *words, "--project", str(folder)])
            people.callback(one.leaves)
            return one

        yield starts


def text(folder: Path, file: str = "events.yaml") -> str:
    return (folder / file).read_bytes().decode("utf-8")


#: Flags that are enough for an event.
ENOUGH = ("--date", "1920", "--title", "Middle thing", "--source", "paper")


def test_flags_add_an_event_between_its_neighbours_in_time(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(
        *(folder, "new", "--date", "3 May 1920", "--title", "Middle: a thing"),
        *("--source", "paper", "--summary", "So it was [@paper, p. 3].", "--category"),
        *("war", "--actor", "Russian Empire", "--place", "Tehran", "--importance", "3"),
    )

    added = """
  - id: middle-a-thing
    date: 1920-05-03
    title: "Middle: a thing"
    summary: So it was [@paper, p. 3].
    categories: [war]
    importance: 3
    sources: [paper]
    actors: [Russian Empire]
    places: [{name: Tehran, country: IR}]
"""
    head, tail = SMALL.split("\n  - id: last")
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "date: 3 May 1920, shown as 3 May 1920; sorted at 3 May 1920\n"
        "Added: events.yaml:20: Middle: a thing\n"
        f"Next: python build.py --project {folder}\n"
    )
    assert text(folder) == f"{head}{added}\n  - id: last{tail}"


def test_a_url_alone_becomes_a_source_at_the_end_of_sources(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(
        *(folder, "new", "https://news.example/x?a=1#b", "--date", "c. 1960"),
        *("--title", "Newest", "--source-title", "On x", "--publisher", "News, Inc."),
        *("--published", "1 May 1961", "--accessed", "2026-11-22", "--kind", "news"),
    )

    source = """\
  news-inc-1961:
    title: On x
    url: https://news.example/x?a=1#b
    kind: news
    published: 1 May 1961
    accessed: 2026-11-22
    publisher: News, Inc.
"""
    event = """
  - id: newest
    date: 1960~
    title: Newest
    sources: [news-inc-1961]
"""
    assert (done.code, done.err) == (0, "")
    assert text(folder) == SMALL.replace("events:\n", f"{source}events:\n") + event


def test_a_source_that_is_described_is_found_by_its_address(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(
        *(folder, "new", "http://www.example.org/book/?utm_source=mail"),
        *("--date", "1910", "--title", "Quite another"),
    )

    assert done.code == 0
    assert "You may already have this" not in done.out
    assert text(folder).count("sources: [book]") == 2


@pytest.mark.parametrize(
    ("date", "title", "why"),
    [
        pytest.param(
            "1999", "First thing happens", "It has the same title.", id="title"
        ),
        pytest.param(
            "1829-02",
            "Russian envoy Griboyedov dies in Tehran",
            "Its title and its date are like these.",
            id="words-and-time",
        ),
        pytest.param(
            "1829-02-11",
            "A crowd storms the mission",
            "It is on the same day, and in Tehran too.",
            id="day-and-place",
        ),
        pytest.param(
            "1850-01-02",
            "Somebody is born",
            "It is on the same day, and from the same source.",
            id="day-and-source",
        ),
        pytest.param("1850", "Somebody is born", "", id="source-within-a-year"),
        pytest.param("1830-02-11", "A crowd storms it", "", id="place-and-source"),
        pytest.param("1950", "Middle thing", "", id="year-and-one-word"),
    ],
)
def test_what_may_be_here_already_is_named_with_the_reason(
    project, build, date, title, why
) -> None:
    folder = project(
        {
            "events.yaml": f"""{SMALL}
  - id: killed
    date: 1829-02-11
    title: Mob kills Russian envoy Griboyedov in Tehran
    sources: [book]
    places: [Tehran]

  - id: quake
    date: 1850-01-02
    title: The earth quakes
    sources: [paper]
"""
        }
    )

    done = build(
        *(folder, "new", "--date", date, "--title", title, "--source", "paper"),
        *("--place", "Tehran"),
    )

    said = re.findall(r"You may already have this: .*\n    (.*)\n", done.out)
    assert (done.code, said) == (0, [why] if why else [])


YEARS = "".join(
    f"""
  - id: bridge-{year}
    date: {year}-03
    title: A bridge
    sources: [book]
"""
    for year in (1901, 1902, 1903)
)


@pytest.mark.parametrize(
    ("date", "title", "made"),
    [
        pytest.param("1930-05-01", "A dam", "a-dam-1930", id="a-day"),
        pytest.param("c. 1930", "A dam", "a-dam-1930", id="about-a-year"),
        pytest.param("../1930", "A dam", "a-dam-1930", id="no-beginning"),
        pytest.param(
            "1930", "The flood of 1930", "the-flood-of-1930", id="said-already"
        ),
        pytest.param("1907", "سد ۱۹۰۷", "سد-۱۹۰۷", id="said-in-other-digits"),
        pytest.param("-0043", "A dam", "a-dam", id="before-our-era"),
        pytest.param("1902", "Bridge", "bridge-1902-2", id="taken"),
    ],
)
def test_an_id_ends_in_its_year_where_most_do(
    project, build, date, title, made
) -> None:
    folder = project({"events.yaml": SMALL + YEARS})

    done = build(
        *(folder, "new", f"--date={date}", "--title", title, "--source", "paper")
    )

    assert (done.code, done.err) == (0, "")
    assert f"\n  - id: {made}\n" in (folder / "events.yaml").read_text()


def test_an_id_ends_in_no_year_where_half_do_not(project, build) -> None:
    half = YEARS.replace("bridge-1903", "bridge-of-1901")
    folder = project({"events.yaml": SMALL + half})

    build(folder, "new", "--date", "1930", "--title", "A dam", "--source", "paper")

    assert "\n  - id: a-dam\n" in (folder / "events.yaml").read_text()


NOTED = SMALL.replace("title: Last thing\n", "title: Last thing\n    gap_note: Calm.\n")


def test_a_note_about_the_time_that_is_empty_no_more_is_named(project, build) -> None:
    folder = project({"events.yaml": NOTED})

    done = build(folder, "new", *ENOUGH)

    lines = (folder / "events.yaml").read_text().split("\n")
    line = lines.index("  - id: last") + 1
    assert (done.code, done.err) == (0, "")
    assert done.out.split("\n")[2] == (
        f"events.yaml:{line}:5: the “gap_note” of this event is about the time before "
        "it, where the new one is now. See whether it still holds."
    )


def test_a_note_that_names_its_years_is_named_by_what_check_says(
    project, build
) -> None:
    calm = NOTED.replace("Calm.", "Calm from 1900 to 1950.")
    folder = project({"events.yaml": calm})

    done = build(folder, "new", *ENOUGH)

    assert done.code == 0
    assert "this note speaks of 1900 to 1950" in done.out + done.err
    assert "is about the time before" not in done.out


def test_a_dry_run_says_that_a_warning_is_about_the_file_to_be(project, build) -> None:
    calm = NOTED.replace("Calm.", "Calm from 1900 to 1950.")
    folder = project({"events.yaml": calm})

    done = build(folder, "new", *ENOUGH, "--dry-run")

    assert done.err.startswith("With this in the file:\nevents.yaml:28:15: warning: ")
    assert (folder / "events.yaml").read_text() == calm


@pytest.mark.parametrize("date", ["1899", "1900", "1951"])
def test_a_note_about_another_time_is_not_named(project, build, date) -> None:
    folder = project({"events.yaml": NOTED})

    done = build(
        *(folder, "new", "--date", date, "--title", "A dam", "--source", "paper")
    )

    assert done.code == 0
    assert "gap_note" not in done.out


def test_where_the_events_are_in_no_order_it_is_said_that_it_stands_last(
    project, build
) -> None:
    mixed = SMALL + "  - {id: middle, date: 1910, title: A dam, sources: [paper]}\n"
    folder = project({"events.yaml": mixed})

    done = build(folder, "new", *ENOUGH)

    assert (folder / "events.yaml").read_text().startswith(mixed)
    assert done.out.split("\n")[2] == (
        "The events of events.yaml are not in order of time, so it stands behind the "
        "last one. The site shows it in its place."
    )


def test_a_dry_run_shows_the_lines_and_writes_nothing(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(folder, "new", *ENOUGH, "--dry-run")

    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
date: 1920, shown as 1920; sorted at 1 January 1920

events.yaml:
+   - id: middle-thing
+     date: 1920
+     title: Middle thing
+     sources: [paper]

Nothing was written (--dry-run).
"""
    )
    assert text(folder) == SMALL


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        pytest.param(
            ("--date", "5/6/1920", *ENOUGH[2:]),
            "--date: “5/6/1920” can be read in two ways\n"
            "    Write 1920-06-05 or 1920-05-06, whichever is meant.\n",
            id="a-date-that-can-be-read-in-two-ways",
        ),
        pytest.param(
            (*ENOUGH, "--category", "warr"),
            "--category: there is no category “warr”\n    Did you mean “war”?\n",
            id="a-category-misspelt",
        ),
        pytest.param(
            (*ENOUGH[:4], "--source", "boook"),
            "--source: there is no source “boook”\n    Did you mean “book”?\n",
            id="a-source-misspelt",
        ),
        pytest.param(
            (*ENOUGH[:4], "--source", "Browne"),
            "--source: there is no source “Browne”\n    Describe it under “sources”, as "
            "Browne: {title: …}, or name one that is there: book, paper\n"
            "    A new one is described by --source ADDRESS or --source-title.\n",
            id="a-source-that-is-nowhere-described",
        ),
        pytest.param(
            (*ENOUGH, "--status", "certain", "--importance", "4"),
            "--importance: “4” is not an importance\n"
            "    Write 1 (context), 2 (notable) or 3 (turning point).\n"
            "--status: “certain” is not a status\n"
            "    Write established, reported, disputed or alleged.\n",
            id="two-mistakes-at-once",
        ),
        pytest.param(
            (*ENOUGH, "--id", "First"),
            "--id: “First” is already the id of the event at events.yaml:12:9\n"
            "    Give the newer of the two another id: First-2\n",
            id="an-id-that-is-taken",
        ),
        pytest.param(
            (*ENOUGH, "--summary", "So [@boook]."),
            "--summary: “@boook” cites a source that is not described\n"
            "    Did you mean “@book”?\n",
            id="a-citation-of-nothing",
        ),
        pytest.param(
            (
                *(*ENOUGH[:4], "--source", "https://example.org/new"),
                *("--source-title", "The news", "--summary", "So [@new-1]."),
            ),
            "--summary: “@new-1” cites a source that is not described\n"
            "    Describe it under “sources”, as new-1: {title: …}, or cite a key "
            "that is there.\n"
            "    The new source gets the key example-news.\n",
            id="a-citation-of-a-source-that-is-new-by-another-key",
        ),
        pytest.param(
            (*ENOUGH[:4], "https://x y", "--source-title", "T"),
            "--source: “https://x y” is not a web address\n"
            "    Write the whole address, starting with https:// or http:// and "
            "without spaces.\n",
            id="an-address-with-a-space",
        ),
        pytest.param(
            (*ENOUGH[:2], "--title", "Bell \x07", *ENOUGH[4:]),
            "--title: an invisible character stands here (U+0007)\n    Delete it.\n",
            id="a-control-character",
        ),
    ],
)
def test_flags_are_refused_in_the_words_of_check(project, capsys, flags, said) -> None:
    folder = project({"events.yaml": SMALL})

    code = main(["new", "--project", str(folder), *flags])

    assert (code, capsys.readouterr().err) == (1, f"{said}Nothing was written.\n")
    assert text(folder) == SMALL


def test_too_few_flags_and_nobody_to_ask_say_what_is_missing(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(folder, "new", "https://example.net/a", "--date", "1920")

    assert (done.code, done.out) == (2, "")
    assert (
        done.err
        == """\
This is missing:
  --title           what happened, in one line
  --source-title    the title of a new source
"""
    )
    assert text(folder) == SMALL


@pytest.mark.parametrize(
    "file", ["other.yaml", "../events.yaml", "events/../x.yaml", "events/x.yml"]
)
def test_a_file_that_would_not_be_read_is_refused(project, capsys, file) -> None:
    folder = project({"events.yaml": SMALL})

    code = main(["new", "--project", str(folder), *ENOUGH, "--file", file])

    assert (code, capsys.readouterr().err) == (
        2,
        f"“{file}” is no file of events.\n    Write events.yaml, or events/NAME.yaml.\n",
    )


def test_the_file_that_holds_the_neighbours_in_time_gets_the_event(
    project, build
) -> None:
    old = "events:\n- {id: old, date: 1800, title: Old, sources: [paper]}\n"
    folder = project({"events.yaml": SMALL, "events/old.yaml": old})

    done = build(folder, "new", *ENOUGH[2:], "--date", "1790")

    assert done.code == 0
    assert text(folder) == SMALL
    assert text(folder, "events/old.yaml") == (
        "events:\n"
        "- {id: middle-thing, date: 1790, title: Middle thing, sources: [paper]}\n"
        "- {id: old, date: 1800, title: Old, sources: [paper]}\n"
    )


def test_a_file_that_is_not_there_yet_is_begun(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(folder, "new", *ENOUGH, "--file", "events/more.yaml")

    assert done.code == 0
    assert text(folder) == SMALL
    assert text(folder, "events/more.yaml") == (
        "events:\n  - id: middle-thing\n    date: 1920\n    title: Middle thing\n"
        "    sources: [paper]\n"
    )


def test_mistakes_that_were_there_before_are_no_hindrance(project, build) -> None:
    folder = project({"events.yaml": SMALL + "    titel: Twice\n"})

    done = build(folder, "new", *ENOUGH)

    assert (done.code, done.err) == (0, "")
    assert done.out.endswith(
        "Added: events.yaml:20: Middle thing\n"
        "1 mistake was there before, and the site is not built until it is mended: "
        "make check\n"
    )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        pytest.param(
            {"events.yaml": SMALL + "  - id: [\n"},
            "events.yaml:25:1: the file breaks off in the middle of something",
            id="brackets-that-are-not-closed",
        ),
        pytest.param(
            {"events.yaml": b"timeline: {title: Caf\xe9}\n"},
            "events.yaml:1:22: the byte E9 is not UTF-8",
            id="another-encoding",
        ),
        pytest.param(
            {"events.yml": SMALL},
            "events.yaml: there is no file events.yaml, but “events.yml”",
            id="another-name",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_left_alone(project, build, files, said) -> None:
    folder = project(files)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    done = build(folder, "new", *ENOUGH)

    assert done.code == 1
    assert done.err.startswith(said)
    assert done.err.endswith("Nothing was written: events.yaml cannot be read.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_folder_that_cannot_be_written_ends_with_three(project, build) -> None:
    folder = project({"events.yaml": SMALL, "events": "no folder"})

    done = build(folder, "new", *ENOUGH, "--file", "events/more.yaml")

    assert (done.code, done.out.count("Added")) == (3, 0)
    assert done.err.endswith("Nothing was written.\n")
    assert text(folder) == SMALL


def test_a_warning_about_the_new_event_stands_at_its_line(project, build) -> None:
    folder = project({"events.yaml": SMALL})

    done = build(folder, "new", *ENOUGH, "--summary", "No source here.")

    assert done.code == 0
    assert (
        done.err
        == """\
events.yaml:23:14: warning: this summary cites no source
        summary: No source here.
                 ^
    Put [@paper] behind the words that it supports.
"""
    )


def test_a_project_is_begun_by_flags(tmp_path, build) -> None:
    done = build(
        *(tmp_path, "new", "--timeline-title", "New: one", "--timeline-language", "ru"),
        *("--date", "11 февраля 1829", "--title", "Событие", "--source-title", "Книга"),
    )

    checked = build(tmp_path, "check")
    assert (done.code, done.err) == (0, "")
    assert (
        text(tmp_path)
        == """\
timeline:
  title: "New: one"
  language: ru

sources:
  книга:
    title: Книга

events:
  - id: событие
    date: 11 февраля 1829
    title: Событие
    sources: [книга]
"""
    )
    assert (checked.code, checked.out) == (0, "No mistakes.\n")


def test_a_dialogue_asks_until_each_answer_is_right(project, person, update) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder).answers(
        ("Date: ", ""),
        ("Date: ", "5/6/1920"),
        ("Date: ", "about 1920"),
        ("Title: ", "Somebody writes a book"),
        ("Source: ", "https://www.example.org/book/"),
        ("Another", "example.org/new"),
        ("Another", "https://example.org/new"),
        ("Its title", "New page"),
        ("Who published", ""),
        ("Who wrote", ""),
        ("When it was", "soon"),
        ("When it was", "1921"),
        ("What kind", "book"),
        ("Its language", ""),
        ("When you read", "-"),
        ("Another", ""),
        ("Summary", "It was so."),
        ("Put [@book]", "y"),
        ("Categories", "trade"),
        ("Begin it?", "y"),
        ("Importance", "5"),
        ("Importance", ""),
        ("Status", "?"),
        ("Status", ""),
        ("Places", "Teheran"),
        ("Do you mean", "y"),
        ("Who took", "Rusian Empire, Iran"),
        ("Do you mean", ""),
        ("Id [", "first"),
        ("Id [", ""),
        ("Add it?", "titel"),
        ("Title [Somebody writes a book]: ", "Somebody writes"),
        ("Add it?", "y"),
    )

    said = TODAY.sub("TODAY", done.out).replace(str(folder), "FOLDER")
    expected = ROOT / "tests/cases/new/dialogue.txt"
    if update:
        expected.write_text(said, "utf-8")
    assert said == expected.read_text("utf-8")
    assert done.code == 0
    source = """\
  press-1921:
    title: New page
    url: https://example.org/new
    kind: book
    published: 1921
    publisher: Press
"""
    event = """
  - id: somebody-writes
    date: 1920~
    title: Somebody writes
    summary: It was so [@book].
    categories: [trade]
    sources: [book, press-1921]
    actors: [Russian Empire, Iran]
    places: [{name: Tehran, country: IR}]
"""
    head, tail = SMALL.split("\n  - id: last")
    head = head.replace("sources:\n", "  trade: {label: Trade}\nsources:\n", 1)
    head = head.replace("events:\n", f"{source}events:\n")
    assert text(folder) == f"{head}{event}\n  - id: last{tail}"


def test_flags_are_answers_that_are_not_asked_again(project, person) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third", "--source", "paper").answers(
        ("Date: ", "1960"),
        ("Summary", ""),
        ("Categories", ""),
        ("Importance", ""),
        ("Status", ""),
        ("Places", ""),
        ("Who took", ""),
        ("Id [third]", ""),
        ("Add it?", ""),
    )

    assert done.code == 0
    assert text(folder) == SMALL + (
        "\n  - id: third\n    date: 1960\n    title: Third\n    sources: [paper]\n"
    )


def test_comments_stay_with_the_event_that_they_are_about(project, build) -> None:
    before = """\
    timeline: {title: T}
    sources: {paper: {title: A paper}}
    events:
      # Before the war
      - id: first
        date: 1900
        title: First
        sources: [paper]
        # first: look for a better one

      # After the war
      - id: last
        date: 1950
        title: Last
        sources: [paper]
        note: |+
          kept

    # the end
    """
    folder = project({"events.yaml": before})

    build(folder, "new", *ENOUGH[2:], "--date", "1920")
    build(folder, "new", "--title", "Zero", *ENOUGH[4:], "--date", "1800")
    build(folder, "new", "--title", "Late", *ENOUGH[4:], "--date", "1990")

    assert (
        text(folder)
        == """\
timeline: {title: T}
sources: {paper: {title: A paper}}
events:
  - id: zero
    date: 1800
    title: Zero
    sources: [paper]

  # Before the war
  - id: first
    date: 1900
    title: First
    sources: [paper]
    # first: look for a better one

  - id: middle-thing
    date: 1920
    title: Middle thing
    sources: [paper]

  # After the war
  - id: last
    date: 1950
    title: Last
    sources: [paper]
    note: |+
      kept

  - id: late
    date: 1990
    title: Late
    sources: [paper]

# the end
"""
    )


def test_words_find_a_source_and_the_tab_key_completes_a_name(project, person) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third", "--date", "1960").answers(
        ("Source: ", "press"),
        ("Do you mean book: A book (Press)? [Y/n]", ""),
        ("Another", "pap\t"),
        ("Another", ""),
        ("Summary", ""),
        ("Categories", "w\t"),
        ("Importance", ""),
        ("Status", "alleg\t"),
        ("Places", "teh\t"),
        ("Who took", "Iran, Russ\t"),
        ("Id [third]", ""),
        ("Add it?", ""),
    )

    assert done.code == 0
    assert text(folder) == SMALL + (
        "\n  - id: third\n    date: 1960\n    title: Third\n    categories: [war]\n"
        "    status: alleged\n    sources: [book, paper]\n"
        "    actors: [Iran, Russian Empire]\n"
        "    places: [{name: Tehran, country: IR}]\n"
    )


def test_what_may_be_cited_and_chosen_is_named_where_it_is_asked(
    project, person
) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third", "--date", "1960").answers(
        ("Source: ", "paper"),
        ("Another", "-"),
        ("Summary; to cite: [@paper]", "It was so [@nothing-like-it]."),
        ("The sources of this event are cited as [@paper].", "It was so [@paper]."),
        ("Categories, parted by commas: war", ""),
        ("Importance", "-"),
        ("Status", ""),
        ("Places", "[Hormuz, Kerch]"),
        ("Who took", "-"),
        ("Id [third]", ""),
        ("Add it?", ""),
    )

    assert done.code == 0
    assert "summary: It was so [@paper].\n" in text(folder)
    assert "places: [{name: Hormuz}, {name: Kerch}]\n" in text(folder)
    assert "actors" not in text(folder).partition("title: Third")[2]


def test_a_key_is_made_of_letters_that_every_keyboard_has(project, build) -> None:
    folder = project({"events.yaml": SMALL})
    fields = {
        "title": "Ærø",
        "publisher": "Encyclopædia Łódź",
        "url": "https://a.example/æ",
    }

    done = build(
        folder,
        "new",
        *("--title", "Third", "--date", "1960", "--source", fields["url"]),
        *("--source-title", fields["title"], "--publisher", fields["publisher"]),
    )

    assert done.code == 0
    assert "\n  encyclopaedia-lodz:\n" in text(folder)


SHELF = SMALL.replace(
    "sources:\n",
    "sources:\n"
    "  press-1: {title: On horses, publisher: Press}\n"
    "  press-10: {title: On the sea, publisher: Press}\n",
    1,
)
NOTHING_ELSE = [
    *(("Another", ""), ("Summary", ""), ("Categories", ""), ("Importance", "")),
    *(("Status", ""), ("Places", ""), ("Who took", ""), ("Id [third]", "")),
]


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        pytest.param("2", "press-10", id="its-number"),
        pytest.param("press-1", "press-1", id="its-key"),
        pytest.param("on the", "press-10", id="how-its-title-begins"),
        pytest.param("SEA", "press-10", id="a-word-of-its-title"),
    ],
)
def test_a_listed_source_is_chosen_in_any_words(project, person, answer, key) -> None:
    folder = project({"events.yaml": SHELF})

    done = person(folder, "--title", "Third", "--date", "1960").answers(
        ("Source: ", "press"),
        ("Which one (1 to 3, or Enter for none): ", "on"),
        ("Type a number from 1 to 3, a key, or words of the title.", answer),
        *NOTHING_ELSE,
        ("Add it?", ""),
    )

    assert done.code == 0
    assert f"title: Third\n    sources: [{key}]" in text(folder)


@pytest.mark.parametrize("answer", ["", "y", "1", "book", "A boo"])
def test_the_only_source_that_fits_is_meant_by_any_of_its_names(
    project, person, answer
) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third", "--date", "1960").answers(
        ("Source: ", "Press: A book"),
        ("Do you mean book: A book (Press)? [Y/n]", answer),
        *NOTHING_ELSE,
        ("Add it?", ""),
    )

    assert done.code == 0
    assert "title: Third\n    sources: [book]" in text(folder)


def test_an_author_before_a_title_is_asked_about(project, person) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third", "--date", "1960").answers(
        ("Source: ", "Kazemzadeh, F.: Russia and Britain, 1864–1914"),
        ("Describe", "y"),
        ("Its title, without its author [Kazemzadeh, F.: Russia and", ""),
        ("Who published", ""),
        ("Who wrote", "Firuz Kazemzadeh"),
        ("Is it “Russia and Britain, 1864–1914” alone? [Y/n]", ""),
        *(("When it was", ""), ("What kind", ""), ("Its lang", ""), ("When you", "")),
        *NOTHING_ELSE,
        ("Add it?", ""),
    )

    assert done.code == 0
    source = (
        '    title: "Russia and Britain, 1864–1914"\n    author: Firuz Kazemzadeh\n'
    )
    assert source.replace('"', "") in text(folder).replace('"', "")


def test_back_returns_to_the_question_before_and_proposes_what_was_said(
    project, person
) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "Third").answers(
        ("Date: ", "back"),
        ("This is the first question.", ""),
        ("Date: ", "1960"),
        ("Source: ", "back"),
        ("Title [Third]: ", "back"),
        ("Date [1960]: ", "1961"),
        ("Title [Third]: ", ""),
        ("Source: ", "paper"),
        ("Another", "https://example.org/new"),
        ("Its title, without its author: ", "News"),
        ("Who published it [Press]: ", "Back"),
        ("Its title, without its author [News]: ", "back"),
        ("Another source (optional) [https://example.org/new]: ", ""),
        ("Its title, without its author [News]: ", "New"),
        ("Who published it [Press]: ", "Printer"),
        *(("Who wrote", ""), ("When it", ""), ("What", ""), ("Its", ""), ("When", "-")),
        ("Another source (optional): ", ""),
        ("Summary", "It was so."),
        ("Put [@paper] at its end?", "back"),
        ("Summary; to cite: [@paper], [@printer] [It was so.]: ", "back"),
        ("Another source (optional): ", "back"),
        ("Another source (optional) [https://example.org/new]: ", "back"),
        ("Source [paper]: ", ""),
        ("Another source (optional) [https://example.org/new]: ", ""),
        ("Its title, without its author [New]: ", ""),
        ("Who published it [Printer]: ", ""),
        *(("Who wrote", ""), ("When it", ""), ("What", ""), ("Its", ""), ("When", "-")),
        ("Another", ""),
        ("Summary; to cite: [@paper], [@printer] [It was so.]: ", "-"),
        *NOTHING_ELSE[2:],
        ("Add it?", "back"),
        ("Id [third]: ", ""),
        ("Add it?", "title"),
        ("Title [Third]: ", "back"),
        ("Add it?", "sources"),
        ("Source [paper]: ", "-"),
        ("Source [https://example.org/new]: ", "book"),
        ("Another source (optional): ", ""),
        ("Add it?", ""),
    )

    assert done.code == 0
    assert text(folder) == SMALL + (
        "\n  - id: third\n    date: 1961\n    title: Third\n    sources: [book]\n"
    )


def test_a_category_that_is_begun_and_left_again_is_not_written(
    project, person
) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder, "--title", "T", "--date", "1960").answers(
        *(("Source: ", "paper"), ("Another", ""), ("Summary", "")),
        *(("Categories", "trade"), ("Begin it?", "y")),
        *(("Importance", "back"), ("Categories, parted by commas: war, trade", "war")),
        *(("Importance", ""), ("Status", ""), ("Places", ""), ("Who took", "")),
        *(("Id [t]", ""), ("Add it?", "")),
    )

    assert done.code == 0
    assert "trade" not in text(folder)


def test_an_empty_folder_is_asked_for_a_title_and_a_language(tmp_path, person) -> None:
    done = person(tmp_path).answers(
        ("Title of the timeline: ", "Mine"),
        ("Its language (en, ru, fa …) [en]: ", "back"),
        ("Title of the timeline [Mine]: ", ""),
        ("Its language (en, ru, fa …) [en]: ", "xx_yy"),
        ("Its language (en, ru, fa …) [en]: ", ""),
        ("Date: ", "February 1829"),
        ("Title: ", "It begins"),
        ("Source: ", "An old book"),
        ("Describe “An old book” as a new source that is not on the web?", "y"),
        ("Its title, without its author [An old book]: ", ""),
        ("Who published", ""),
        ("Who wrote", ""),
        ("When it was", ""),
        ("What kind", ""),
        ("Its language", ""),
        ("When you read", ""),
        ("Another", ""),
        ("Summary", ""),
        ("Categories", ""),
        ("Importance", ""),
        ("Status", ""),
        ("Places", ""),
        ("Who took", ""),
        ("Id [it-begins]", ""),
        ("Add it?", ""),
    )

    assert "“xx_yy” is not a language tag" in done.out
    assert done.code == 0
    assert (
        text(tmp_path)
        == """\
timeline:
  title: Mine
  language: en

sources:
  book:
    title: An old book

events:
  - id: it-begins
    date: February 1829
    title: It begins
    sources: [book]
"""
    )


STOPS = {
    "at-the-first-question": [],
    "within-a-source": [
        ("Date: ", "1920"),
        ("Title: ", "T"),
        ("Source: ", "https://example.org/n"),
        ("Its title", "N"),
    ],
    "at-the-last-question": [
        *(("Date: ", "1920"), ("Title: ", "T"), ("Source: ", "paper")),
        *(("Another", ""), ("Summary", ""), ("Categories", ""), ("Importance", "")),
        *(("Status", ""), ("Places", ""), ("Who took", ""), ("Id [t]", "")),
    ],
}
LAST = {"at-the-first-question": "Date: ", "within-a-source": "Who published"}


@pytest.mark.parametrize("when", STOPS)
@pytest.mark.parametrize("key", ["stops", "leaves_off"], ids=["ctrl-c", "ctrl-d"])
def test_ctrl_c_and_ctrl_d_leave_every_file_as_it_was(
    project, person, when, key
) -> None:
    folder = project({"events.yaml": SMALL})
    somebody = person(folder)
    for prompt, answer in STOPS[when]:
        somebody.reads(prompt)
        somebody.types(answer)
    somebody.reads(LAST.get(when, "Add it?"))

    done = getattr(somebody, key)()

    assert done.code == 3
    assert done.out.endswith("Stopped; nothing was written.\n")
    assert text(folder) == SMALL
    assert [path.name for path in folder.iterdir()] == ["events.yaml"]


def test_no_at_the_end_leaves_the_file_as_it_was(project, person) -> None:
    folder = project({"events.yaml": SMALL})

    done = person(folder).answers(*STOPS["at-the-last-question"], ("Add it?", "n"))

    assert (done.code, text(folder)) == (0, SMALL)
    assert done.out.endswith("Nothing was written.\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("about 1450", "about 1450, shown as c. 1450; sorted at 1 January 1450"),
        ("44 BCE", "44 BCE, shown as 44 BCE; sorted at 1 January 44 BCE"),
        ("182X", "182X, shown as 1820s; sorted at 1 January 1820"),
        ("before 1979", "before 1979, shown as before 1979; sorted by its end, "),
        ("Y17000", "Y17000, shown as 17000 CE; sorted at 17000 CE"),
    ],
)
def test_a_date_is_said_back_as_it_was_understood(written, said) -> None:
    span = dates.read(written)

    assert isinstance(span, dates.Span)
    assert dating.understood(span, "en").startswith(said)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a#part", "https://EXAMPLE.org/a"),
        ("https://example.org/a?b=1&a=2&utm_medium=x", "https://example.org/a?a=2&b=1"),
        ("https://example.org/%D0%B0", "https://example.org/а"),
    ],
)
def test_two_ways_to_write_an_address_are_one_source(one, other) -> None:
    assert likeness.same_address(one) == likeness.same_address(other)


def test_two_pages_of_one_site_are_two_sources() -> None:
    one, other = "https://example.org/?p=1", "https://example.org/?p=2"

    assert likeness.same_address(one) != likeness.same_address(other)


WORDS = st.text(
    st.sampled_from("ab é:#-'\"[]{},&*!|>%@`?~<=\\"), min_size=1, max_size=30
).map(lambda words: " ".join(words.split()))


@given(
    WORDS.filter(bool),
    st.sampled_from(["", "wrapped", '"', "'", ">", ">-", "|", "|-"]),
    st.booleans(),
    st.sampled_from([0, 2, 4]),
)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_whatever_is_written_reads_back_as_it_was_meant(
    value, form, in_braces, indent
) -> None:
    frame = Frame("title", indent, 40, in_braces=in_braces)

    first, *rest = values.spelled(value, form, frame)

    pad = " " * indent
    written = f"{pad}{{title: {first}, x: y}}"
    if not in_braces:
        written = "\n".join([f"{pad}title: {first}", *rest, f"{pad}x: y"])
    fields, problems = yaml_text.read("", f"{written}\n")
    assert problems == []
    assert fields is not None
    assert fields.values["title"].value.removesuffix("\n") == value
    assert fields.values["x"].value == "y"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Griboyedov killed", "Griboyedov killed"),
        ("Iran’s “no”", "Iran’s “no”"),
        ("Love: a tale", '"Love: a tale"'),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("No. 5 #1", '"No. 5 #1"'),
        ("no", '"no"'),
        ("1984", '"1984"'),
        ("~", '"~"'),
        ("- so", '"- so"'),
        ("[sic]", '"[sic]"'),
        ("@home", '"@home"'),
        ("A, b", "A, b"),
    ],
)
def test_quotes_stand_where_yaml_needs_them_and_nowhere_else(value, written) -> None:
    assert values.spelled(value, "", Frame("title")) == [written]


def listed(
    indent: int, gap: int, blank: int, listing: str, dates_written: Sequence[str]
) -> str:
    """Events in one of the many ways to write them."""
    dash, pad = " " * indent, " " * (indent + 1 + gap)
    inner = {"flow": " [a, b]", "same": f"\n{pad}- a\n{pad}- b"}.get(
        listing, f"\n{pad}  - a\n{pad}  - b"
    )
    return ("\n" * (blank + 1)).join(
        f"{dash}-{' ' * gap}id: e{number}\n{pad}date: {date}\n"
        f"{pad}title: 'Event: {number}'\n{pad}sources:{inner}  # why\n"
        f"{pad}summary: >{'-' * (number % 2)}\n{pad}  Words and\n{pad}  words."
        for number, date in enumerate(dates_written)
    )


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bool]:
    """The text of a file of events, and whether it runs in order of time."""
    years = draw(st.lists(st.integers(1000, 1999), max_size=5))
    order_of = draw(st.sampled_from(["forwards", "backwards", "as drawn"]))
    if order_of != "as drawn":
        years.sort(reverse=order_of == "backwards")
    blank = draw(st.integers(0, 2))
    style = draw(st.sampled_from(["block", "braces", "brackets", "json"]))
    if style == "block":
        events = listed(
            draw(st.sampled_from([0, 2, 4])),
            draw(st.integers(1, 3)),
            blank,
            draw(st.sampled_from(["flow", "same", "deep"])),
            [str(year) for year in years],
        )
        events = f"events:\n{events}" if years else draw(EMPTY)
    elif style == "json":
        inside = ",\n    ".join(
            f'{{"id": "e{n}", "date": "{year}", "sources": ["a"]}}'
            for n, year in enumerate(years)
        )
        events = f'{{\n  "x": "[y",\n  "events": [\n    {inside}\n  ]\n}}'
    else:
        records = [
            f"{{id: e{n}, date: {year}, sources: [a]}}" for n, year in enumerate(years)
        ]
        events = "events:\n" + "\n".join(f"  - {record}" for record in records)
        if style == "brackets" or not years:
            events = f"events: [{', '.join(records)}]"
    if style != "json":
        parts = [events, *draw(st.permutations(PARTS))[:2]]
        events = ("\n" * (1 + blank)).join(draw(st.permutations(parts)))
    text = events + draw(st.sampled_from(["", "\n", "\n\n", "\n# the end\n"]))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text, order_of != "as drawn"


EMPTY = st.sampled_from(["events:", "events: []", "events: ~", "events:  # none yet"])
PARTS = (
    "# how it is called\ntimeline:\n  title: T",
    "sources:\n    a: {title: A}\n    b:\n      title: >\n        B\n\n        b",
    "categories:\n  war: {label: War}\n  # not yet: peace",
)
FIELDS = {
    "id": "new",
    "date": "1500",
    "title": "New: one",
    "summary": "Long words that say what happened, and where it did. " * 3 + "End",
    "sources": ("a", "new-source"),
    "places": ({"name": "A, b", "lat": "1.5"}, "C"),
}


def source_of(text: str) -> Source:
    plain = as_loaded(text)
    fields, _ = yaml_text.read("events.yaml", plain)
    assert isinstance(fields, Fields)
    return Source({"events.yaml": fields}, texts={"events.yaml": plain})


def is_only_longer(before: str, after: str) -> bool:
    """Whether one stretch was put in and nothing else changed; an empty [] may go."""
    before = re.sub(r"(?<=events:) (?:\[\]|~)", "", before)
    after = re.sub(r"(?<=events:) (?:\[\]|~)", "", after)
    return shared(before, after) + shared(before[::-1], after[::-1]) >= len(before)


def shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@given(files())
@settings(max_examples=100, derandomize=True, deadline=None)
def test_an_event_goes_into_any_file_and_no_other_byte_changes(drawn) -> None:
    text, is_in_order = drawn
    source = source_of(text)
    target = Target("events.yaml", text, source.documents["events.yaml"])
    span = dates.read("1500")
    assert isinstance(span, dates.Span)
    (there,) = order.listed(source.documents, "en")
    index = order.index_for(there.dates, span)

    changed = insertion.with_event(
        target, index, FIELDS, neighbours.of_events(source, "events.yaml", index)
    )

    assert changed is not None
    assert is_only_longer(text, changed)
    assert not re.search(r"(?<!\r)\n", changed) or "\r" not in text
    years = [
        int(event.values["date"].value)
        for event in order.events_of(source_of(changed).documents["events.yaml"])
    ]
    assert len(years) == len(there.dates) + 1
    assert not is_in_order or years in (sorted(years), sorted(years, reverse=True))


@given(files())
@settings(max_examples=100, derandomize=True, deadline=None)
def test_a_source_goes_to_the_end_of_its_section_in_any_file(drawn) -> None:
    text, _ = drawn
    source = source_of(text)
    target = Target("events.yaml", text, source.documents["events.yaml"])
    habits = neighbours.of_section(source, "events.yaml", "sources")

    changed = insertion.with_named(
        target, "sources", "new-source", {"title": "No: 1", "kind": "book"}, habits
    )

    assert changed is not None
    assert is_only_longer(text, changed)
    section = source_of(changed).documents["events.yaml"].values["sources"]
    assert isinstance(section, Fields)
    assert [*section.values][-1] == "new-source"
