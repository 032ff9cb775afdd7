"""The memory goes to other tools and comes back, and what they give is used, marked, and not trusted."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from digests import Digest, nashra
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content import ledger
from generator.frontmatter import split
from generator.markdown import split_blocks
from generator.translation.imported import follow_imported
from generator.translation.segments import Segment
from generator.translation.store import Store
from generator.translation.tmx import TmxFault, Unit, is_writable, read_tmx, write_tmx

FIXTURE = Path(__file__).parent / "exchange" / "translate-toolkit.tmx"
ENVOY = "وصل المبعوث الأممي إلى طرابلس مساء يوم الثلاثاء"

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(lambda text: text.strip())
WORD = st.text(st.characters(categories=["Ll", "Nd"]), max_size=8)


@st.composite
def unit(draw: st.DrawFn) -> Unit:
    return Unit(
        draw(st.sampled_from([("ar", "en"), ("pt-BR", "en"), ("he", "ar")])),
        Segment(
            place=0,
            kind=draw(st.sampled_from(["plain", "block"])),
            source=draw(TEXT),
            target=draw(TEXT),
            by_person=draw(st.booleans()),
            imported=True,
            engine=draw(WORD),
            made=draw(st.sampled_from(["", "2026-01-31"])),
            flags=tuple(draw(st.lists(WORD.filter(bool), max_size=2))),
            before=draw(WORD),
            after=draw(WORD),
        ),
    )


@given(st.lists(unit(), max_size=5))
@settings(deadline=None, max_examples=200)
def test_nothing_changes_on_the_way_out_and_back(units: list[Unit]) -> None:
    writable = [each for each in units if is_writable(each)]

    assert read_tmx("".join(write_tmx(units, "1")).encode()) == writable


def files(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "content/articles").rglob("*"))
    }


def translated(folder: Path) -> Digest:
    digest = Digest(folder)
    digest.article("a.ar", f"# {ENVOY}\n\nفقرة *ثانية* من النص\n", title="عنوان & أول")
    digest.translation("a.en", "a.ar", "# The envoy\n\nA *second*\nparagraph\n", title="A <first> title",
                       translation={"status": "edited"})  # fmt: skip
    second = ledger.Entry(
        1, ledger.block_hash("فقرة *ثانية* من النص"), ledger.text_hash("A *second*\nparagraph"),
        "fake", "2026-01-31", ("length",),
    )  # fmt: skip
    return digest.put("content/articles/a.en.tm.jsonl", ledger.format([second]))


def test_what_one_digest_exports_another_uses_as_it_was(tmp_path: Path) -> None:
    here, there = translated(tmp_path / "here"), Digest(tmp_path / "there")
    out, back = tmp_path / "out.tmx", tmp_path / "back.tmx"

    exported = nashra("memory", "export", out, "--project", here.folder)
    imported = nashra("memory", "import", out, "--project", there.folder)
    again = nashra("memory", "export", back, "--project", there.folder)

    assert (exported.code, imported.code, again.code) == (0, 0, 0)
    assert imported.out == "content/memory/out.tmx\n"
    assert "3 translated texts were written" in again.err
    assert back.read_bytes() == out.read_bytes()
    segments = [each.segment for each in read_tmx(back.read_bytes())]
    assert {(each.target, each.by_person, each.flags) for each in segments} == {
        ("# The envoy", True, ()),
        ("A *second*\nparagraph", False, ("length",)),
        ("A <first> title", True, ()),
    }


def test_importing_the_same_again_adds_nothing(tmp_path: Path) -> None:
    digest = Digest(tmp_path)
    nashra("memory", "import", FIXTURE, "--project", digest.folder)

    again = nashra("memory", "import", FIXTURE, "--project", digest.folder)

    assert again.code == 0
    assert "is here already" in again.err
    assert [path.name for path in (tmp_path / "content/memory").iterdir()] == ["translate-toolkit.tmx"]


def test_another_tools_text_is_used_word_for_word_and_marked_as_imported(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article("x.ar", f"{ENVOY}\n\nسعر النفط اليوم في الأسواق\n", title="عنوان قصير")
    nashra("memory", "import", FIXTURE, "--project", digest.folder)
    # It survives what only costs time.
    for path in sorted((tmp_path / ".nashra").glob("*")) if (tmp_path / ".nashra").exists() else ():
        path.unlink()

    outcome = nashra("translate", "--project", digest.folder, "--engine", "memory")

    assert "created content/articles/x.en.md (partial, 2 texts, 2 from memory)" in outcome.out
    text = (tmp_path / "content/articles/x.en.md").read_text(encoding="utf-8")
    assert 'title: "A short title"' in text
    assert split_blocks(split(text).body)[0].source == "The UN envoy arrived in Tripoli on Tuesday evening."
    entries, _ = ledger.parse((tmp_path / "content/articles/x.en.tm.jsonl").read_bytes(), "x")
    assert [each.flags for each in entries if each.engine == "memory"] == [("imported",), ("imported",)]


def tmx(body: str, head: str = "", srclang: str = "en") -> bytes:
    return (
        f'<?xml version="1.0"?>{head}<tmx version="1.4"><header srclang="{srclang}"/><body>{body}</body></tmx>'
    ).encode()


def tu(first: tuple[str, str], second: tuple[str, str], attributes: str = "") -> str:
    texts = "".join(f'<tuv xml:lang="{lang}"><seg>{text}</seg></tuv>' for lang, text in (first, second))
    return f"<tu {attributes}>{texts}</tu>"


def test_another_tools_text_that_is_no_translation_is_not_used_and_a_doubtful_one_is_flagged(tmp_path: Path) -> None:
    doubtful, unchanged, doubled = (
        "سعر النفط اليوم 45 دولارا",
        "نص قصير عن الأزمة",
        ["اجتمع المجلس مساء أمس", "غادرت السفينة الميناء"],
    )
    said = "A page that was kept by mistake."
    pairs = [
        (doubtful, "The oil price is 75 dollars today"),
        (unchanged, unchanged),
        *((each, said) for each in doubled),
    ]
    units = "".join(tu(("ar", source), ("en", target)) for source, target in pairs)
    (tmp_path / "given.tmx").write_bytes(tmx(units, srclang="ar"))
    digest = Digest(tmp_path / "digest").article("x.ar", "\n\n".join([doubtful, unchanged, *doubled]) + "\n")
    nashra("memory", "import", tmp_path / "given.tmx", "--project", digest.folder)

    outcome = nashra("translate", "--project", digest.folder, "--engine", "memory")

    assert "1 from memory" in outcome.out
    entries, _ = ledger.parse((digest.folder / "content/articles/x.en.tm.jsonl").read_bytes(), "x")
    assert [(each.i, each.flags) for each in entries if each.engine == "memory"] == [(0, ("imported", "numbers"))]


def test_inline_codes_are_left_out_and_their_text_is_kept() -> None:
    seg = '<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept> <hi>{}</hi><ph>{{0}}<sub>hidden</sub></ph>'
    units = read_tmx(tmx(tu(("EN", seg.format("one", "two")), ("ar", seg.format("أ", "ب")))))

    assert {(each.pair, each.segment.kind, each.segment.source, each.segment.target) for each in units} == {
        (("en", "ar"), "plain", "one two", "أ ب"),
        (("en", "ar"), "block", "one two", "أ ب"),
    }
    assert all(each.segment.by_person for each in units)


def test_text_of_another_tool_is_no_markup() -> None:
    body = tu(("en", "x"), ("fr", "&lt;script&gt; [a](javascript:b)\u202e"))

    plain, block = (each.segment.target for each in read_tmx(tmx(body)))

    assert plain == "<script> [a](javascript:b)"
    assert block == r"\<script> \[a\](javascript:b)"


@pytest.mark.parametrize("mark", ['creationid="MT!"', 'changeid="Acme MT"', 'creationtool="machine translation"'])
def test_what_a_machine_made_is_no_persons(mark: str) -> None:
    body = tu(("en", "x"), ("fr", "y"), mark)
    assert not any(each.segment.by_person for each in read_tmx(tmx(body)))


def test_the_language_of_the_file_says_which_text_is_the_original() -> None:
    body = tu(("fr", "y"), ("en", "x"))
    assert {each.pair for each in read_tmx(tmx(body, srclang="en"))} == {("en", "fr")}
    assert {each.pair for each in read_tmx(tmx(body, srclang="*all*"))} == {("fr", "en")}


def test_a_region_that_the_digest_does_not_have_is_no_other_language(tmp_path: Path) -> None:
    body = tu(("ar-SA", ENVOY), ("en-US", "The UN envoy arrived."))
    digest = Digest(tmp_path).article("x.ar", f"{ENVOY}\n").put("other.tmx", tmx(body, srclang="ar-SA"))
    nashra("memory", "import", tmp_path / "other.tmx", "--project", digest.folder)

    outcome = nashra("translate", "--project", digest.folder, "--engine", "memory")

    assert "1 from memory" in outcome.out


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"not xml", "syntax error"),
        (b"<html/>", "it is XML, but no TMX"),
        (b"", "no element found"),
        (tmx("<tu>", ""), "mismatched tag"),
        (tmx("&a;", '<!DOCTYPE tmx [<!ENTITY a "aaaa">]>'), "declares entities of its own"),
        (tmx("&a;", '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "declares entities of its own"),
        (tmx("&a;", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'), "declares entities of its own"),
        (b'<?xml version="1.0" encoding="x-nothing"?><tmx/>', "encoding is not known"),
    ],
)
def test_a_file_that_cannot_be_read_is_wrong_use_and_changes_nothing(tmp_path: Path, data: bytes, why: str) -> None:
    digest = Digest(tmp_path).put("bad.tmx", data)

    with pytest.raises(TmxFault, match=why):
        read_tmx(data)
    outcome = nashra("memory", "import", tmp_path / "bad.tmx", "--project", digest.folder)

    assert outcome.code == 2
    assert "is no TMX that can be read" in outcome.err
    assert not (tmp_path / "content/memory").exists()


def test_a_memory_file_that_is_spoilt_later_is_said_and_nothing_else_stops(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article("x.ar", f"{ENVOY}\n", title="عنوان قصير")
    nashra("memory", "import", FIXTURE, "--project", digest.folder)
    digest.put("content/memory/other.tmx", b"<tmx")

    outcome = nashra("translate", "--project", digest.folder, "--engine", "memory")

    assert outcome.code == 0
    assert "content/memory/other.tmx:1:1: warning: this is no TMX" in outcome.err
    assert "2 from memory" in outcome.out


def test_a_link_among_memory_files_is_not_followed(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("x.ar", f"{ENVOY}\n")
    (tmp_path / "digest/content/memory").mkdir()
    (tmp_path / "digest/content/memory/x.tmx").symlink_to(FIXTURE)

    outcome = nashra("translate", "--project", digest.folder, "--engine", "memory")

    assert "0 written" in outcome.err


def test_a_pair_is_exported_alone(tmp_path: Path) -> None:
    here = translated(tmp_path / "here")
    one, other = tmp_path / "ar.tmx", tmp_path / "fa.tmx"

    assert "3 translated" in nashra("memory", "export", one, "--pair", "ar-en", "--project", here.folder).err
    assert "0 translated" in nashra("memory", "export", other, "--pair", "fa-en", "--project", here.folder).err
    assert nashra("memory", "export", one, "--pair", "nonsense", "--project", here.folder).code == 2


def test_exporting_overwrites_no_file_and_follows_no_link(tmp_path: Path) -> None:
    here = translated(tmp_path / "here")
    (mine := tmp_path / "mine.tmx").write_text("years of work")
    (away := tmp_path / "away").write_text("somebody's")
    (tmp_path / "link.tmx").symlink_to(away)
    (tmp_path / ".new.tmx.tmp").symlink_to(away)

    for name in ("mine.tmx", "link.tmx"):
        refused = nashra("memory", "export", tmp_path / name, "--project", here.folder)
        assert (refused.code, refused.out) == (2, "")
        assert "is there already" in refused.err
    assert nashra("memory", "export", tmp_path / "new.tmx", "--project", here.folder).code == 0

    assert (mine.read_text(), away.read_text()) == ("years of work", "somebody's")
    assert (tmp_path / ".new.tmx.tmp").is_symlink()


def test_one_memory_file_that_cannot_be_read_makes_no_other_be_read_again(tmp_path: Path) -> None:
    Digest(tmp_path).put("content/memory/a.tmx", b"<tmx").put("content/memory/b.tmx", FIXTURE.read_bytes())
    store = Store(None, "")

    findings = follow_imported(store, tmp_path, {"content/memory/a.tmx": "1", "content/memory/b.tmx": "2"})

    assert [finding.file for finding in findings] == ["content/memory/a.tmx"]
    kept = dict(store.connection.execute("SELECT path, key FROM file").fetchall())
    assert kept == {"content/memory/a.tmx": "", "content/memory/b.tmx": "2"}


def test_exporting_changes_no_article(tmp_path: Path) -> None:
    here = translated(tmp_path / "here")
    before = files(here.folder)
    nashra("memory", "export", tmp_path / "out.tmx", "--project", here.folder)
    nashra("memory", "rebuild", "--project", here.folder)
    assert files(here.folder) == before
