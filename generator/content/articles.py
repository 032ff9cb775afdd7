"""One article file becomes an `Article` and findings."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import get_args

from generator.config import values
from generator.config.fields import Fields
from generator.config.values import Unfit
from generator.content import encoding
from generator.content.pictures import FOLDER, picture_source, pictures_in
from generator.fingerprints import fingerprint
from generator.frontmatter import KEYS, Parsed, parse
from generator.frontmatter.faults import control_character
from generator.model import (
    Article,
    ArticleFormat,
    Capture,
    Correction,
    Direction,
    Finding,
    Image,
    Provenance,
    Republication,
    TranslationStatus,
)
from generator.slugs import fold

# A value of these that cannot be read must never publish what it was to hold back.
GATES = frozenset(("draft", "private", "publish_at", "expires"))

REFERRING = (
    "aliases",
    "image",
    "needs",
    "not_threads",
    "publisher",
    "section",
    "sources",
    "threads",
    "threads_auto",
    "translation",
)

_COMMENTS = re.compile(r"<!--.*?-->|^\[//\]: # [\"'(](?!untranslated)[^\n]*$", re.DOTALL | re.MULTILINE)
_NOT_IN_STEMS = re.compile(r"[\\<>:\"|?*%#\s]")


def parse_article(path: str, raw: bytes) -> tuple[Article | None, tuple[Finding, ...]]:
    """Return what the file at `path` says, and what is wrong with it; None where it cannot be shown at all."""
    stem, _, tag = path.rpartition("/")[2].removesuffix(".md").rpartition(".")
    text, fault = encoding.decode(raw, path, tag)
    if fault:
        return None, (fault,)
    parsed = parse(text, path)
    if parsed.fields is None:
        return None, parsed.findings
    fields = Fields(path, parsed.fields, parsed.places)
    meant = fields.unknown(KEYS, grave=GATES)
    lang = _lang(fields, stem, tag)
    title = _title(fields)
    translation = _translation(fields)
    article = Article(
        stem=unicodedata.normalize("NFC", stem),
        lang=lang,
        path=path,
        fingerprint=fingerprint(raw),
        body_line=parsed.body_line,
        title=title,
        summary=fields.one("summary", values.prose),
        published=fields.one("published", values.day),
        url=fields.one("url", values.address),
        publisher=fields.one("publisher", values.name),
        sources=fields.many("sources", values.name),
        authors=fields.many("authors", values.name),
        threads=fields.many("threads", values.identifier),
        threads_auto=fields.many("threads_auto", values.identifier),
        not_threads=fields.many("not_threads", values.identifier),
        section=fields.one("section", values.identifier),
        tags=fields.many("tags", values.tag, most=500),
        image=_image(fields, inherits=translation is not None),
        pictures=pictures_in(parsed.body, path, parsed.body_line),
        captured=fields.one("captured", values.day),
        original=_original(fields),
        captures=_captures(fields),
        also=_also(fields),
        format=fields.choice("format", get_args(ArticleFormat), "article"),
        dir=fields.choice("dir", get_args(Direction), None),
        note=fields.prose("note"),
        corrections=_corrections(fields),
        aliases=fields.many("aliases", values.site_path),
        publish_at=fields.one("publish_at", values.instant),
        expires=fields.one("expires", values.instant),
        draft=fields.flag("draft"),
        private=fields.flag("private"),
        needs=fields.many("needs", values.name),
        translation=translation,
        places={key: parsed.places[key,][:2] for key in REFERRING if (key,) in parsed.places},
    )
    _body(fields, parsed, text, raw)
    held_back = not GATES.isdisjoint((*meant, *parsed.repeated, *fields.rejected))
    astray = "translation" in fields.table and not (translation and translation.of)
    usable = lang and title and not held_back and not astray
    findings = sorted((*parsed.findings, *fields.findings), key=lambda found: (found.line, found.column, found.code))
    return article if usable else None, tuple(findings)


def first_originals(articles: Iterable[Article]) -> dict[str, Article]:
    """Return the original of each story by its stem, as `link` chooses it: of two of one name the first by path."""
    found: dict[str, Article] = {}
    for article in sorted(articles, key=lambda each: each.path):
        if article.translation is None:
            found.setdefault(fold(article.stem), article)
    return {article.stem: article for article in found.values()}


def first_translations(articles: Iterable[Article], originals: Mapping[str, Article]) -> dict[tuple[str, str], Article]:
    """Return the translations of `originals` by stem and language, as `link` chooses them; the rest belong to none."""
    found: dict[tuple[str, str], Article] = {}
    for article in sorted(articles, key=lambda each: each.path):
        original = originals.get(article.stem)
        if article.translation is None or original is None or article.lang == original.lang:
            continue
        if article.translation.of.rpartition("/")[2] == original.path.rpartition("/")[2]:
            found.setdefault((article.stem, article.lang), article)
    return found


def _lang(fields: Fields, stem: str, tag: str) -> str:
    """Return the language that front matter and file name agree on."""
    try:
        named = values.language(tag) if _is_stem(stem) else ""
    except Unfit:
        named = ""
    lang = fields.one("lang", values.language)
    if not named:
        hint = f"rename it as in `border-talks.{lang or 'ar'}.md`: a name without spaces, the language, `.md`"
        fields.note("bad-file-name", (), "the name of the file is not `NAME.LANG.md`", hint)
        return ""
    if not lang:
        if "lang" not in fields.rejected:
            fields.note("missing-key", (), "`lang` is missing", f"add `lang: {named}`")
        return ""
    if lang != named:
        message = f"`lang` is `{lang}`, but the name of the file says `{named}`"
        fields.note(
            "lang-mismatch", "lang", message, f"write `lang: {named}`, or rename the file to `{stem}.{lang}.md`"
        )
        return ""
    return lang


def _is_stem(stem: str) -> bool:
    spelled = values.clean(stem)[0] == unicodedata.normalize("NFC", stem)
    spelled = spelled and not stem.casefold().endswith((".html", ".htm"))
    return bool(stem) and spelled and not _NOT_IN_STEMS.search(stem) and len(stem.encode()) < 200


def _title(fields: Fields) -> str:
    title = fields.one("title", values.title)
    if not title and "title" not in fields.rejected:
        fields.note("missing-key", "title", "`title` is missing", 'add `title: "…"`')
    return title


def _image(fields: Fields, *, inherits: bool) -> Image | None:
    """Return the picture of an article; a translation says what it shows, and may leave out which one it is."""
    table = fields.below("image")
    if table is None:
        return None
    table.unknown(("src", "alt", "caption", "credit"))
    src = table.one("src", lambda written: picture_source(written, fields.file))
    if not inherits:
        _needed(table, "src", src, "name it: `src: pictures/NAME.jpg`, or the address to link to: `src: https://…`")
    texts = {key: table.one(key, values.prose) for key in ("alt", "caption", "credit")}
    if not src and not (inherits and any(texts.values())):
        return None
    local = src.startswith(f"{FOLDER}/")
    return Image(src="" if local else src, file=src if local else "", **texts)


def _original(fields: Fields) -> Capture | None:
    table = fields.below("original")
    if table is None:
        return None
    table.unknown(("file", "sha256"))
    return _capture(table)


def _captures(fields: Fields) -> tuple[Capture, ...]:
    found = []
    for table in fields.each("captures"):
        table.unknown(("file", "sha256"))
        found.append(_capture(table))
    return tuple(capture for capture in found if capture)


def _also(fields: Fields) -> tuple[Republication, ...]:
    found = []
    for table in fields.each("also"):
        table.unknown(("publisher", "url", "original"))
        publisher, url = table.one("publisher", values.name), table.one("url", values.address)
        if publisher or url:
            found.append(Republication(publisher=publisher, url=url, original=_original(table)))
        elif "also" not in table.rejected:
            table.note("missing-key", (), f"{table.name(())} names nobody", "say who: `publisher: …`, `url: https://…`")
    return tuple(found)


def _capture(table: Fields) -> Capture | None:
    file = _needed(table, "file", table.one("file", values.file_path), "name the file in `content/originals/`")
    sha256 = table.one("sha256", values.sha256)
    return Capture(file=file, sha256=sha256) if file else None


def _corrections(fields: Fields) -> tuple[Correction, ...]:
    found = []
    for table in fields.each("corrections"):
        table.unknown(("date", "text"))
        text = _needed(table, "text", table.one("text", values.prose), "say what was wrong: `text: …`")
        date = table.one("date", values.day)
        if text:
            found.append(Correction(date=date, text=text))
    return tuple(found)


def _translation(fields: Fields) -> Provenance | None:
    """Return where a translation comes from. Without `of` it would pass for an original, so that is an error."""
    table = fields.below("translation")
    if table is None:
        return None
    table.unknown(("of", "status", "engine", "made", "translator", "reviewed_by"))
    of = _needed(table, "of", table.one("of", values.file_path), "name the original's file: `of: NAME.ar.md`")
    return Provenance(
        of=of,
        status=table.choice("status", get_args(TranslationStatus), "machine"),
        engine=table.one("engine", values.name),
        made=table.one("made", values.day),
        translator=table.one("translator", values.name),
        reviewed_by=table.one("reviewed_by", values.name),
    )


def _needed(table: Fields, key: str, value: str, hint: str) -> str:
    if not value and (key not in table.table or table.table[key] == ""):
        table.note("missing-key", (), f"{table.name((key,))} is missing", hint)
    return value


def _body(fields: Fields, parsed: Parsed, text: str, raw: bytes) -> None:
    if encoding.has_control_characters(raw) and (at := encoding.control_character_in_body(text)) is not None:
        fields.findings.append(control_character(text, at, "the text").finding(fields.file))
    if not _has_text(parsed.body):
        fields.findings.append(
            Finding(
                code="empty-body",
                severity="warning",
                file=fields.file,
                line=parsed.body_line,
                column=1,
                message="there is no text after the front matter",
                hint="write the article below the second `---` line",
            )
        )


def _has_text(body: str) -> bool:
    start = body.lstrip()
    if not start.startswith(("<!--", "[//]: #")) or len(start) > 10_000:
        return bool(start)
    return bool(_COMMENTS.sub("", start).strip())
