"""What is held back is in no file of the site: drafts, private items, embargoes, what has expired."""

from __future__ import annotations

import unicodedata
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from digests import Digest, nashra, png
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

BASE = 'base_url = "https://example.org/news/"'

# One way each to hold an article back.
GATES: dict[str, dict[str, str]] = {
    "draft": {"draft": "true"},
    "private": {"private": "true"},
    "embargoed": {"publish_at": "2026-01-31T12:00:01Z"},
    "expired": {"expires": "2026-01-31T12:00:00Z"},
}


def spellings(word: str) -> set[bytes]:
    """Return the bytes by which a file could tell a word, whatever it is escaped with."""
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    told = forms | {quote(form) for form in forms} | {quote(form).lower() for form in forms}
    told |= {form.encode("ascii", "backslashreplace").decode() for form in forms}
    told |= {form.encode("ascii", "xmlcharrefreplace").decode() for form in forms}
    return {form.encode() for form in told}


def files_that_tell(digest: Digest, word: str) -> list[str]:
    """Return the files of the site that hold a word in their name or bytes, the list of our own files too."""
    forms = spellings(word)
    return [
        path
        for path, raw in digest.tree().items()
        if any(form in raw or form in path.encode() or form in path.encode().lower() for form in forms)
    ]


def secret(word: str) -> dict[str, Any]:
    """Return fields that each hold a word, so that one of them is found wherever it is shown."""
    return {
        "title": f"عنوان {word}",
        "summary": f"ملخص {word}",
        "published": "1987-12-31",
        "publisher": f"ناشر {word}",
        "sources": ["hidden-source"],
        "authors": [f"كاتب {word}"],
        "threads": ["hidden-thread"],
        "section": "hidden",
        "tags": [f"وسم {word}"],
        "url": f"https://secret.example/{word}",
        "note": f"ملاحظة {word}",
        "corrections": [{"date": "1987-12-31", "text": f"تصويب {word}"}],
        "image": {"src": f"https://secret.example/{word}.jpg", "caption": f"صورة {word}"},
    }


def furnished(folder: Path) -> Digest:
    """Return a digest with one open story, and a thread, source and section that only hidden ones name."""
    digest = Digest(folder).thread("talks").thread("hidden-thread")
    digest.settings(BASE).put(
        "content/digest.toml",
        (folder / "content/digest.toml").read_text() + '[sections.hidden]\nar = "قسم مستور"\nen = "Hidden section"\n',
    )
    digest.put("content/sources/hidden-source.toml", '[name]\nar = "مصدر مستور"\nen = "Hidden source"\n')
    digest.article("مفتوح.ar", threads=["talks"], section="politics", published="2019-04-08", tags=["ماء"])
    return digest.translation("مفتوح.en", "مفتوح.ar", title="Open")


@pytest.mark.parametrize("gate", GATES)
def test_a_hidden_original_is_in_no_file_of_the_site(tmp_path: Path, gate: str) -> None:
    """Not its text, stem, translation, thread, source, section, tag or month: the site is as if it were not there."""
    digest = furnished(tmp_path / "digest")
    digest.build()
    without = digest.tree()
    digest.article("خفيّة-café.ar", "نص كتمان.\n", **secret("كتمان"), **GATES[gate])
    digest.translation("خفيّة-café.en", "خفيّة-café.ar", "Hush body.\n", title="Hush", summary="Hush lede")
    digest.put("content/articles/خفيّة-café.en.tm.jsonl", '{"i":0,"src":"hush00000000","out":"hush11111111"}\n')

    digest.build()

    words: tuple[str, ...] = ("خفيّة", "café", "كتمان", "Hush", "hush", "secret.example", "قسم مستور", "Hidden section")
    words += ("مصدر مستور", "Hidden source", "محادثات hidden-thread", "hidden-source", "hidden-thread", "1987")
    assert {word: files for word in words if (files := files_that_tell(digest, word))} == {}
    assert digest.tree() == without


@pytest.mark.parametrize("gate", GATES)
def test_a_hidden_translation_is_in_no_file_of_the_site(tmp_path: Path, gate: str) -> None:
    """Its original is shown as one that nobody has translated yet, with its ledger unread."""
    digest = Digest(tmp_path / "digest").settings(BASE).article("a.ar", title="خبر", published="2019-04-08")
    digest.build()
    without = digest.tree()
    digest.translation("a.en", "a.ar", "Hush body.\n", title="Hush", summary="Hush lede", **GATES[gate])
    digest.put("content/articles/a.en.tm.jsonl", '{"i":0,"src":"hush00000000","out":"hush11111111"}\n')

    digest.build()

    assert files_that_tell(digest, "Hush") + files_that_tell(digest, "hush") == []
    assert digest.tree() == without


@pytest.mark.parametrize("gate", GATES)
def test_pictures_of_hidden_articles_are_not_published(tmp_path: Path, gate: str) -> None:
    pytest.importorskip("PIL", reason="Pillow is not installed")
    digest = furnished(tmp_path / "digest")
    digest.build()
    without = digest.tree()
    for name in ("head", "text"):
        rows = (b"\0" + name.encode() * 30) * 20
        digest.put(f"content/pictures/{name}.png", png(40, 20, zlib.compress(rows)))
    told: dict[str, Any] = {"image": {"src": "pictures/head.png", "alt": "x"}}
    body = "![y](pictures/text.png)\n"

    digest.article("مخفي.ar", body, **told, **GATES[gate]).build()
    assert digest.tree() == without

    digest.article("مخفي.ar", body, **told).build()
    assert len({path.rpartition("/")[2].partition(".")[0] for path in digest.tree() if path.endswith(".webp")}) == 2


def test_what_is_taken_back_leaves_the_site(tmp_path: Path) -> None:
    """An article that was public and is a draft now is pruned, with every list, feed and month that named it."""
    digest = furnished(tmp_path / "digest")
    digest.build()
    without = digest.tree()
    digest.article("خفيّة.ar", **secret("كتمان"))
    digest.build()
    assert len(files_that_tell(digest, "كتمان")) > 10

    report = digest.article("خفيّة.ar", **secret("كتمان"), draft="true").build()

    assert files_that_tell(digest, "كتمان") + files_that_tell(digest, "خفيّة") == []
    assert "ar/articles/خفيّة.html" in report.pruned
    assert digest.tree() == without


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    articles=st.dictionaries(
        st.sampled_from(["a", "b", "ج", "d"]),
        st.tuples(st.sampled_from([None, *GATES]), st.sampled_from([None, "shown", *GATES])),
        max_size=4,
    ),
    untranslated=st.sampled_from(["show", "hide"]),
)
def test_any_digest_is_built_as_if_hidden_articles_were_not_there(
    tmp_path_factory: pytest.TempPathFactory,
    articles: dict[str, tuple[str | None, str | None]],
    untranslated: str,
) -> None:
    """Counts, order, neighbours, pages of lists, feeds, sitemap: nothing depends on what may not be seen."""
    folder = tmp_path_factory.mktemp("hidden")
    whole, open_ = (Digest(folder / name).thread("talks") for name in ("whole", "open"))
    for digest in (whole, open_):
        digest.settings(BASE, f'untranslated = "{untranslated}"', "page_size = 1").article("z.ar")
    for number, (stem, (gate, version)) in enumerate(articles.items()):
        told: dict[str, Any] = {"threads": ["talks"], "published": f"2019-04-0{number + 1}", "tags": [f"t{number}"]}
        whole.article(f"{stem}.ar", **told, **(GATES[gate] if gate else {}))
        if version:
            whole.translation(f"{stem}.en", f"{stem}.ar", title=f"{stem} en", **GATES.get(version, {}))
        if not gate:
            open_.article(f"{stem}.ar", **told)
            if version == "shown":
                open_.translation(f"{stem}.en", f"{stem}.ar", title=f"{stem} en")
    whole.build()
    open_.build()

    assert whole.tree() == open_.tree()


@pytest.mark.parametrize(
    ("field", "value", "shown", "hidden"),
    [
        ("publish_at", "2026-01-31", "2026-01-30T22:00:00+00:00", "2026-01-30T21:59:59+00:00"),
        ("publish_at", "2026-01-31T08:00+05:30", "2026-01-31T02:30:00+00:00", "2026-01-31T02:29:59+00:00"),
        ("publish_at", "2026-02", "2026-01-31T22:00:00+00:00", "2026-01-31T21:59:59+00:00"),
        ("expires", "2026-01-31", "2026-01-30T21:59:59+00:00", "2026-01-30T22:00:00+00:00"),
        ("expires", "2026-01-31T08:00:00Z", "2026-01-31T07:59:59+00:00", "2026-01-31T08:00:00+00:00"),
    ],
)
def test_a_day_begins_in_the_zone_of_the_digest(
    tmp_path: Path, field: str, value: str, shown: str, hidden: str
) -> None:
    """An embargo ends, and an article expires, at the very second; a date is midnight in Cairo."""
    digest = Digest(tmp_path / "digest").article("a.ar", **{field: value})
    page = digest.output / "ar/articles/a.html"

    for moment, there in ((hidden, False), (shown, True), (hidden, False)):
        digest.build(now=datetime.fromisoformat(moment).astimezone(UTC))
        assert page.exists() is there, moment


def test_drafts_are_shown_where_asked_for_and_marked(tmp_path: Path) -> None:
    """The preview shows drafts with a badge on page and card; a draft translation marks the edition that shows it."""
    digest = Digest(tmp_path / "digest").article("a.ar", title="مسودة", published="2019-04-08", draft="true")
    digest.article("b.ar", title="منشور", published="2019-04-07").translation(
        "b.en", "b.ar", title="Draft", draft="true"
    )

    digest.build(drafts=True)

    def badges(path: str) -> list[str]:
        return [each.text for each in digest.read(path).all(class_="badge-draft")]

    assert badges("ar/articles/a.html") == badges("ar/index.html") == ["مسودة"]
    assert badges("en/articles/b.html") == ["Draft"]
    assert badges("en/index.html") == ["Draft", "Draft"]
    assert badges("ar/articles/b.html") == []
    assert digest.read("en/articles/b.html").one("h1").text == "Draft"


def test_asking_for_drafts_never_shows_what_is_private_embargoed_or_expired(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("open.ar")
    for gate in ("private", "embargoed", "expired"):
        digest.article(f"{gate}.ar", draft="true", **secret(f"hush-{gate}"), **GATES[gate])
        digest.article(f"o-{gate}.ar", title="أصل").translation(
            f"o-{gate}.en", f"o-{gate}.ar", title=f"hush-{gate}", draft="true", **GATES[gate]
        )

    digest.build(drafts=True)

    assert files_that_tell(digest, "hush-") == []
    assert (digest.output / "ar/articles/o-private.html").exists()


def test_a_site_with_drafts_is_clean_again_after_the_next_build(tmp_path: Path) -> None:
    """The same folder, built without `--drafts`, has no trace of them."""
    digest = furnished(tmp_path / "digest").article("خفيّة.ar", **secret("كتمان"), draft="true")
    assert nashra("build", "--project", digest.folder, "--drafts", "--now", "2026-01-31").code == 0
    assert files_that_tell(digest, "كتمان")

    assert nashra("build", "--project", digest.folder, "--now", "2026-01-31").code == 0

    assert files_that_tell(digest, "كتمان") == []


REVIEWED = {
    "machine": ({"status": "machine"}, False),
    "partial": ({"status": "partial"}, False),
    "machine that a person has read": ({"status": "machine", "reviewed_by": "منى"}, True),
    "partial that a person has read": ({"status": "partial", "reviewed_by": "منى"}, True),
    "edited": ({"status": "edited"}, True),
    "human": ({"status": "human"}, True),
}


@pytest.mark.parametrize(("made", "shown"), REVIEWED.values(), ids=REVIEWED)
def test_publish_reviewed_hides_unreviewed_machine_text(tmp_path: Path, made: dict[str, str], shown: bool) -> None:
    """The edition then shows the original, marked; nothing of the machine's text is in any file."""
    digest = Digest(tmp_path / "digest").article("a.ar", title="خبر", published="2019-04-08")
    digest.settings(BASE)
    text = (digest.folder / "content/digest.toml").read_text()
    digest.put("content/digest.toml", text + '[translate]\npublish = "reviewed"\n')
    digest.translation("a.en", "a.ar", "Hush body.\n", title="Hush", translation=made)

    digest.build()

    assert bool(files_that_tell(digest, "Hush")) is shown
    assert digest.read("en/articles/a.html").one("h1").lang == ("en" if shown else "ar")
