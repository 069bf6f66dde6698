"""Templates filled: a misspelt name fails, a project's own template comes first."""

from pathlib import Path

import pytest

from dateline.pages import NotFoundPage, Pages, Prose, Site
from dateline.steps.render import BrokenTemplate, environment, render

OURS = Path(__file__).resolve().parent.parent / "templates"


def site(language: str = "en", direction: str = "ltr") -> Site:
    return Site("<Title>", "", language, direction, "No events", None, (), 0)


def pages(*addresses: str, language: str = "en", media: tuple[str, ...] = ()) -> Pages:
    direction = "rtl" if language == "fa" else "ltr"
    made = (
        NotFoundPage(site(language, direction), address, "Lost & found", "")
        for address in addresses
    )
    return Pages(tuple(made), media)


def folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return path


def test_a_page_is_filled_and_its_words_are_escaped() -> None:
    files = render(pages("404.html"), [OURS])

    html = files.made["404.html"].decode()
    assert html.lstrip().startswith("<!doctype html>")
    assert "<h1>Lost &amp; found</h1>" in html
    assert "&lt;Title&gt;" in html


def test_the_page_names_its_language_and_direction() -> None:
    files = render(pages("404.html", language="fa"), [OURS])

    assert '<html lang="fa" dir="rtl">' in files.made["404.html"].decode()


def test_a_misspelt_name_in_a_template_fails(tmp_path: Path) -> None:
    own = folder(tmp_path, **{"404.html": "{{ page.titel }}"})

    with pytest.raises(BrokenTemplate, match="titel"):
        render(pages("404.html"), [own, OURS])


def test_a_template_that_is_missing_fails(tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match=r"404\.html"):
        render(pages("404.html"), [tmp_path])


def test_a_template_of_the_project_replaces_ours(tmp_path: Path) -> None:
    own = folder(
        tmp_path,
        **{"404.html": '{% extends "base.html" %}{% block main %}Own{% endblock %}'},
    )

    html = render(pages("404.html"), [own, OURS]).made["404.html"].decode()

    assert "Own</main>" in html
    assert "<!doctype html>" in html


def test_styles_and_scripts_are_joined_in_the_order_of_their_names(
    tmp_path: Path,
) -> None:
    templates = folder(
        tmp_path,
        **{
            "404.html": "x",
            "assets/css/2-b.css": "b{}",
            "assets/css/1-a.css": "a{}",
            "assets/js/b.js": "// why\n  b();\n",
            "assets/js/a.js": "a();\n",
            "assets/js/later/c.js": "c();",
            "assets/js/page/d.js": "d();",
            "assets/fonts/f.txt": "font",
            "assets/css/.hidden.css": "h{}",
        },
    )

    made = render(pages("404.html"), [templates]).made

    assert made == {
        "404.html": b"x",
        "assets/dateline.css": b"a{}b{}",
        "assets/dateline.js": b"a();b();d();\n",
        "assets/dateline-later.js": b"c();\n",
        "assets/dateline-page.js": b"d();\n",
        "assets/fonts/f.txt": b"font",
    }


def test_an_asset_of_the_project_replaces_ours(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", **{"404.html": "", "assets/css/a.css": "a{}"})
    own = folder(
        tmp_path / "own", **{"assets/css/a.css": "own{}", "assets/css/b.css": "b{}"}
    )

    made = render(pages("404.html"), [own, ours]).made

    assert made["assets/dateline.css"] == b"own{}b{}"


def test_files_of_content_are_copied_to_where_they_lay() -> None:
    files = render(pages("404.html", media=("content/media/x.jpg",)), [OURS])

    assert files.copied == {"media/x.jpg": "content/media/x.jpg"}


def test_two_pages_at_one_address_are_our_own_mistake() -> None:
    with pytest.raises(ValueError, match=r"two pages at 404\.html"):
        render(pages("404.html", "404.html"), [OURS])


def test_prose_becomes_html_with_the_way_to_the_root() -> None:
    template = environment([OURS], "en").from_string(
        "{{ prose | line('../') }} {{ '<b>' }}"
    )

    html = template.render(prose=Prose("*See* [x](about.md)"))

    assert html == (
        '<em>See</em> <a href="../about.html" rel="noopener noreferrer">x</a> &lt;b&gt;'
    )


@pytest.mark.parametrize("name", sorted(path.name for path in OURS.glob("*.html")))
def test_every_template_says_first_what_it_draws(name: str) -> None:
    first = (OURS / name).read_text(encoding="utf-8").split("\n")[0]

    assert first.startswith("{# ")
    assert first.endswith(". #}")


@pytest.mark.parametrize("name", sorted(path.name for path in OURS.glob("*.html")))
def test_no_template_lets_words_through_unescaped(name: str) -> None:
    text = (OURS / name).read_text(encoding="utf-8")

    assert "| safe" not in text
    assert "autoescape" not in text
    assert " style=" not in text
    assert "onclick=" not in text
