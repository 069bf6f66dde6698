"""The Nu HTML checker reads every page, stylesheet and drawing of the real site."""

from pathlib import Path

import nu
import pytest


def test_the_checker_finds_nothing_on_any_page(site: Path, long_site: Path) -> None:
    try:
        unexpected = nu.findings(site, long_site)
    except nu.NoChecker as missing:
        pytest.fail(str(missing), False)

    assert unexpected == []


def test_the_checker_has_read_the_site(site: Path) -> None:
    assert list(site.glob("events/*.html"))
    assert list(site.glob("assets/**/*.css"))
