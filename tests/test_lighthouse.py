"""What search engines and browsers' own checks think of the pages: full marks."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import lighthouse
import pytest
from conftest import ROOT, run

EVENT = "events/griboyedov-killing-1829.html"
EXAMPLES = {path.parent.name: path.parent for path in ROOT.glob("examples/*/*.yaml")}
PAGES = ["real/", f"real/{EVENT}", *(f"{name}/" for name in sorted(EXAMPLES))]
BARE = "<!doctype html><p style='color: #eee'>No title, no language, no words to read."


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host that says nothing of what it is asked."""

    def log_message(self, *words: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the real timeline is published, with the examples in folders of it."""
    folder = tmp_path_factory.mktemp("hosted")
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        base = f"http://127.0.0.1:{server.server_address[1]}"
        for name, project in {"real": ROOT, **EXAMPLES}.items():
            words = ["--project", str(project), "--out", str(folder / name)]
            built = run(*words, "--base-url", f"{base}/{name}/")
            assert built.code == 0, built.err
        (folder / "bare.html").write_text(BARE, encoding="utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield base
        server.shutdown()


@pytest.mark.parametrize("page", PAGES)
def test_lighthouse_gives_full_marks(hosted: str, page: str, tmp_path: Path) -> None:
    assert lighthouse.failures(f"{hosted}/{page}", tmp_path) == []


def test_lighthouse_says_what_a_bare_page_lacks(hosted: str, tmp_path: Path) -> None:
    said = lighthouse.failures(f"{hosted}/bare.html", tmp_path)

    assert any("document-title" in line for line in said)
    assert any("html-has-lang" in line for line in said)
