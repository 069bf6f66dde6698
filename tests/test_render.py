"""Templates filled: a misspelt name fails, a project's own template comes first."""

from pathlib import Path

import pytest

from dateline.markup import outward
from dateline.pages import NotFoundPage, Pages, Prose, Site
from dateline.steps.render import BrokenTemplate, environment, named, render

OURS = Path(__file__).resolve().parent.parent / "templates"


def site(language: str = "en", direction: str = "ltr") -> Site:
    return Site("<Title>", "", language, direction, None, ())


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
            "assets/css/2-b.css": "/* why */\nb {\n  top: 0;\n}\n",
            "assets/css/1-a.css": "a{top:0}",
            "assets/js/b.js": "// why\n  b();\n",
            "assets/js/a.js": "a();\n",
            "assets/js/later/c.js": "c();",
            "assets/js/page/d.js": "d();",
            "assets/js/share/e.js": "e();",
            "assets/fonts/f.txt": "font",
            "assets/css/.hidden.css": "h{top:0}",
        },
    )

    made = render(pages("404.html"), [templates]).made

    assert made == {
        "404.html": b"x",
        named("assets/dateline.css", b"a,b{top:0}"): b"a,b{top:0}",
        named("assets/dateline.js", b"a();b();d();\n"): b"a();b();d();\n",
        named("assets/dateline-later.js", b"c();e();\n"): b"c();e();\n",
        named("assets/dateline-page.js", b"d();e();\n"): b"d();e();\n",
        named("assets/fonts/f.txt", b"font"): b"font",
    }


def test_an_asset_of_the_project_replaces_ours(tmp_path: Path) -> None:
    ours = folder(tmp_path / "ours", **{"404.html": "", "assets/css/a.css": "a{top:0}"})
    own = folder(
        tmp_path / "own",
        **{"assets/css/a.css": "own{top:0}", "assets/css/b.css": "b{left:0}"},
    )

    made = render(pages("404.html"), [own, ours]).made

    (style,) = (made[name] for name in made if name.startswith("assets/"))
    assert style == b"own{top:0}b{left:0}"


def test_a_stylesheet_with_a_mistake_stays_as_it_is(tmp_path: Path) -> None:
    text = "a { } } b { top: 0 }"
    templates = folder(tmp_path, **{"404.html": "", "assets/css/a.css": text})

    made = render(pages("404.html"), [templates]).made

    assert made[named("assets/dateline.css", text.encode())] == text.encode()


def test_what_is_at_the_address_of_an_asset_never_changes(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", **{"404.html": "", "assets/css/a.css": "a{top:0}"})
    two = folder(tmp_path / "two", **{"404.html": "", "assets/css/a.css": "b{top:0}"})

    before, after = (render(pages("404.html"), [each]).made for each in (one, two))

    assert {name.count(".") for name in [*before, *after] if "assets/" in name} == {2}
    assert before.keys() & after.keys() == {"404.html"}


def test_pages_and_styles_lead_to_assets_by_their_new_names(tmp_path: Path) -> None:
    templates = folder(
        tmp_path,
        **{
            "404.html": "{{ asset('fonts/f.woff2') }} {{ asset('dateline.css') }}",
            "assets/css/a.css": "a{src:url('fonts/f.woff2')}b{src:url(data:x)}",
            "assets/fonts/f.woff2": "font",
        },
    )

    made = render(pages("404.html"), [templates]).made

    font, style = made["404.html"].decode().split()
    assert made[font] == b"font"
    way = font.removeprefix("assets/")
    assert made[style] == f"a{{src:url({way})}}b{{src:url(data:x)}}".encode()


def test_an_asset_that_is_not_there_is_a_mistake_of_the_template(
    tmp_path: Path,
) -> None:
    templates = folder(tmp_path, **{"404.html": "\n{{ asset('lost.css') }}"})

    with pytest.raises(BrokenTemplate, match=r"404\.html:2.*no asset “lost\.css”"):
        render(pages("404.html"), [templates])


@pytest.mark.parametrize(
    ("link", "beside"),
    [
        pytest.param('<a href="#a">', '<a href="#a">', id="stays-on-the-page"),
        pytest.param('<a id="a">', '<a id="a">', id="leads-nowhere"),
        pytest.param(
            '<a href="x.html">',
            '<a href="x.html" target="_blank" rel="noopener noreferrer">',
            id="leaves",
        ),
        pytest.param(
            '<a href="/" rel="license">',
            '<a href="/" rel="noopener noreferrer license" target="_blank">',
            id="says-what-it-is",
        ),
        pytest.param(
            '<a title="1 > 0" href="/" rel="noopener noreferrer external">',
            '<a title="1 > 0" href="/" rel="noopener noreferrer external" target="_blank">',
            id="leaves-already-apart",
        ),
        pytest.param("<article>", "<article>", id="no-link"),
    ],
)
def test_in_a_frame_links_that_leave_open_beside_it(link: str, beside: str) -> None:
    assert outward(f"{link}words</a>") == f"{beside}words</a>"


def test_files_of_content_are_copied_to_where_they_lay() -> None:
    files = render(pages("404.html", media=("content/media/x.jpg",)), [OURS])

    assert files.copied == {"media/x.jpg": "content/media/x.jpg"}


def test_two_pages_at_one_address_are_our_own_mistake() -> None:
    with pytest.raises(ValueError, match=r"two files at 404\.html"):
        render(pages("404.html", "404.html"), [OURS])


def test_prose_becomes_html_with_the_way_to_the_root() -> None:
    template = environment([OURS], "en", str).from_string(
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
