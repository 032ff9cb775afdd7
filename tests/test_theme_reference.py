"""What templates may use: the reference names every template, block, partial and value, and a digest may change one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from digests import Digest

from generator import bodies, model
from generator.folders import builtin_theme
from generator.model import search

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "templates.md"
THEME = builtin_theme()
ROW = re.compile(r"^\|(?P<name>[^|]*`(?P<type>[A-Z]\w+)`) \|(?P<is>[^|]*)\|(?P<fields>[^|]*)\|$", re.MULTILINE)


def type_called(name: str) -> type[msgspec.Struct]:
    found: type[msgspec.Struct] = next(getattr(each, name) for each in (model, search, bodies) if hasattr(each, name))
    return found


def documented() -> dict[str, list[str]]:
    """Return the fields of each value, as the reference has them."""
    text = REFERENCE.read_text(encoding="utf-8").partition("## Every page")[2]
    return {row["type"]: re.findall(r"`(\w+)`", row["fields"]) for row in ROW.finditer(text)}


def structs(annotation: Any) -> Iterator[type[msgspec.Struct]]:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        yield annotation
    for inner in get_args(annotation):
        yield from structs(inner)


def test_every_field_of_every_value_is_documented_and_no_other() -> None:
    """`NASHRA_GOLDEN=write` writes the lists of fields anew."""
    if os.environ.get("NASHRA_GOLDEN") == "write":
        text = REFERENCE.read_text(encoding="utf-8")
        head, mark, tables = text.partition("## Every page")

        def anew(row: re.Match[str]) -> str:
            fields = ", ".join(f"`{each}`" for each in type_called(row["type"]).__struct_fields__)
            return f"|{row['name']} |{row['is']}| {fields} |"

        REFERENCE.write_text(head + mark + ROW.sub(anew, tables), encoding="utf-8")

    assert documented() == {name: list(type_called(name).__struct_fields__) for name in documented()}


def test_every_value_that_a_page_is_made_of_is_documented() -> None:
    known = documented()
    views = {"Page", "Frame", *(name for name in known if name.endswith("View"))}
    assert len(views) > 10

    waiting, reached = [type_called(name) for name in views], set(views)
    while waiting:
        for field in msgspec.structs.fields(waiting.pop()):
            for inner in structs(field.type) if field.name != "content" else ():
                if inner.__name__ not in reached:
                    reached.add(inner.__name__)
                    waiting.append(inner)
    assert reached - known.keys() == set()


def test_every_template_is_documented_with_its_blocks() -> None:
    text = REFERENCE.read_text(encoding="utf-8").partition("## Partials")[0]
    rows = {
        row[0]: row for row in re.findall(r"^\| `([\w-]+\.html)` \|([^|]*)\| `(\w+)` \|([^|]*)\|$", text, re.MULTILINE)
    }

    assert rows.keys() == {path.name for path in THEME.glob("*.html")} - {"base.html"}
    for name, (_, _, _, blocks) in rows.items():
        own = re.findall(r"{% block (\w+)", (THEME / name).read_text(encoding="utf-8"))
        assert re.findall(r"`(\w+)`", blocks) == own, name
    base = re.findall(r"{% block (\w+)", (THEME / "base.html").read_text(encoding="utf-8"))
    assert re.findall(r"`(\w+)`", text.partition("Its blocks: ")[2].splitlines()[0]) == base


def test_every_partial_is_documented() -> None:
    named = set(re.findall(r"^\| `(partials/[\w-]+\.html)` \|", REFERENCE.read_text(encoding="utf-8"), re.MULTILINE))

    assert named == {f"partials/{path.name}" for path in (THEME / "partials").glob("*.html")}


def test_every_word_of_the_interface_is_used() -> None:
    """By a template as `s.word`, or by the program as `"word"`; a word that nobody says is nobody's to translate."""
    import tomllib

    root = Path(__file__).parents[1]
    texts = [
        path.read_text(encoding="utf-8")
        for path in THEME.rglob("*")
        if path.suffix in {".html", ".xml", ".js", ".opml", ".json"}
    ]
    program = [path.read_text(encoding="utf-8") for path in (root / "generator").rglob("*.py")]
    said = set(re.findall(r"\bs\.(\w+)", "\n".join(texts)))
    said |= set(re.findall(r"[\"'](\w+)[\"']", "\n".join(program)))
    families = ("status_", "badge_", "kind_", "thread_status_", "thread_note_", "calendar_")
    words = tomllib.loads((THEME / "strings" / "en.toml").read_text(encoding="utf-8"))

    assert [word for word in words if word not in said and not word.startswith(families)] == []


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path / "digest").article("a.ar", title="خبر", published="2019-04-08")


def test_a_digest_replaces_one_block(digest: Digest) -> None:
    """Its own template extends the built-in one of the same name."""
    digest.put(
        "templates/base.html", '{% extends "theme/base.html" %}{% block foot %}<footer>Ours</footer>{% endblock %}\n'
    )
    digest.put(
        "templates/article.html",
        '{% extends "theme/article.html" %}{% block more %}<p id="own">More</p>{% endblock %}\n',
    )
    digest.build()

    page = digest.read("en/articles/a.html")
    assert (page.one("footer").text, page.one("p", id="own").text) == ("Ours", "More")
    assert page.one("h1").text == "خبر"
    assert digest.read("en/index.html").one("footer").text == "Ours"


def test_a_change_of_a_replaced_block_renders_its_pages_again(digest: Digest) -> None:
    digest.put(
        "templates/article.html", '{% extends "theme/article.html" %}{% block more %}One{% endblock %}\n'
    ).build()

    report = digest.put(
        "templates/article.html", '{% extends "theme/article.html" %}{% block more %}Two{% endblock %}\n'
    ).build()

    assert {path for path in report.written if path.endswith(".html")} == {"ar/articles/a.html", "en/articles/a.html"}


def test_a_digest_replaces_one_partial(digest: Digest) -> None:
    digest.put("templates/partials/footer.html", "<footer>Ours: {{ s.site_credit }}</footer>\n").build()

    assert digest.read("en/index.html").one("footer").text == "Ours: Made with Nashra"


def test_the_style_sheet_is_packed_without_changing_what_it_says() -> None:
    from generator.theme import compact

    css = """\
a::after { content: " ; { } /* x */ "; } /* note */
.b,
.c > d { margin: 0  auto; --x: 1; }
@media (min-width: 1rem) { e { top: 0 } }
"""

    assert compact(css) == (
        'a::after{content:" ; { } /* x */ ";}\n.b,.c > d{margin:0 auto;--x:1;}\n@media (min-width:1rem){e{top:0}\n}'
    )
