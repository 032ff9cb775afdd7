"""The key of a page changes with everything that it is made of, and the parts of two keys say what was different."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from generator.keys import Keys, code_fingerprint, reasons
from generator.model import Frame, Link, Page, RecordView, RedirectView, Text, TextView
from generator.state import OutputRecord

FRAME = Frame(
    lang="ar", dir="rtl", digits="latn", site_title="t", nameplate=Text(text="t"), motto=None, base_url="",
    og_locale="", og_locales={}, home="", nav=(), sections=(), strip=(), follow=(), foot=(), feed="", stylesheet="",
    fonts=(), icon="", strings={},
)  # fmt: skip
PAGE = Page(
    path="robots.txt", template="text.txt", lang="", title="", description="", root="", content=TextView(text="a")
)


def made(page: Page, frame: Frame = FRAME, code: str = "code", closure: str = "closure") -> OutputRecord:
    keys = Keys(code, {"ar": frame}, lambda name: f"{closure} of {name}")
    return OutputRecord(key=keys.of((page,))[page.path], parts=keys.parts(page), stamp=(0, 0, 0))


def test_what_differs_is_another_key_and_is_named() -> None:
    before = made(PAGE)
    others = {
        "code": (PAGE, made(PAGE, code="other")),
        "template": (PAGE, made(PAGE, closure="other")),
        "frame": (PAGE, made(PAGE, frame=replace(FRAME, icon="other"))),
        "head": (page := replace(PAGE, title="other"), made(page)),
        "text": (page := replace(PAGE, content=TextView(text="other")), made(page)),
    }

    assert {name: reasons(page, before, now) for name, (page, now) in others.items()} == {
        name: (name,) for name in others
    }
    assert len({before.key, *(now.key for _, now in others.values())}) == len(others) + 1
    assert reasons(PAGE, before, made(PAGE)) == ("file",)
    assert reasons(PAGE, None, before) == ("new",)


def test_pages_of_two_kinds_differ_in_what_every_page_has() -> None:
    """An address can become a redirect, or one with more parts; what they share is compared."""
    redirect = replace(PAGE, template="redirect.html", content=RedirectView(target=Link(path="a", text=Text(text="a"))))
    record = replace(redirect, title="s", content=RecordView(versions=(), threads=(), section=""))

    assert reasons(redirect, made(PAGE), made(redirect)) == ("head", "target", "template")
    assert reasons(record, made(redirect), made(record)) == ("head", "template")


def test_a_new_table_is_another_program_and_what_python_compiled_is_none(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "module.py").write_text("a = 1")
    (tmp_path / "words/ar.txt").write_text("one")
    before = code_fingerprint(tmp_path)
    (tmp_path / "module.cpython-311.pyc").write_bytes(b"compiled")

    compiled = code_fingerprint(tmp_path)
    (tmp_path / "words/ar.txt").write_text("another")

    assert compiled == before
    assert code_fingerprint(tmp_path) != before
