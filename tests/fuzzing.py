"""Texts of many scripts at once, a digest made of them, and what is wrong with the site that it becomes.

Every text has a mark of its own (`¤17¤`), by which it is found wherever a page, a feed or a file of data shows it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import lxml.html
from digests import Digest
from pages import read_page

from generator import locales
from generator.config.values import clean

WORDS = (
    *("ليبيا", "الأمم", "المتحدة", "۲۰۱۹", "٢٢٥٤", "ܐܪܡܝܐ", "ދިވެހި", "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥", "کابل", "پاکستان", "می\u200cشود"),
    *(
        "ירושלים",
        "ישראל",
        "ש״ח",
        "Rābiṭa",
        "Haftar",
        "NATO",
        "Ünlü",
        "İstanbul",
        "Москва",
        "Їжак",
        "中文",
        "日本",
        "한국",
    ),
    *("हिन्दी", "ไทย", "Ελλάδα", "ქართული", "2254", "12:30", "3.5%", "C++", "e\u0301", "👩\u200d👧", "U+202E"),
)
NEUTRAL = (
    *(
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "«",
        "»",
        '"',
        "'",
        "!",
        "?",
        "؟",
        "،",
        ";",
        ":",
        " – ",
        "…",
        "/",
        "\\",
        "|",
        "$",
        "&",
    ),
    *("<b>", "</p>", "]]>", "&amp;", "{{ 7*7 }}", "{% x %}", "*", "_", "`", "#", "~", "\u200e", "\u200f", "\u061c"),
)
CONTROLS = ("\u202a", "\u202b", "\u202d", "\u202e", "\u202c", "\u2066", "\u2067", "\u2068", "\u2069")
EDITIONS = ("ar", "en", "he")
LANGUAGES = ("ar", "en", "fa", "he", "ur", "ru", "tr", "ckb", "yi", "ug", "zh", "dv")
NOT_IN_TAGS = re.compile(r"[/\\<>%?#]")
MARK = re.compile("¤[0-9]+¤")
BLOCKS = frozenset(
    "html body main article section header footer nav aside div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd figure figcaption"
    " blockquote table td th details summary form fieldset".split()
)
PLAIN = frozenset(("title", "script", "style", "option"))
"""Where no element can stand: what is in them is one text for whoever shows it."""

_OPENING = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}


def is_balanced(text: str) -> bool:
    """Return whether every direction that is opened in a text ends in it, and nothing else does."""
    open_: list[str] = []
    for character in text:
        if character in _OPENING:
            open_.append(_OPENING[character])
        elif character in "\u202c\u2069" and (not open_ or open_.pop() != character):
            return False
    return not open_


@dataclass(frozen=True)
class Told:
    """A text as it will be shown (one that is markdown, in pieces), and its language where that is known."""

    text: str
    lang: str = ""
    markdown: bool = False


@dataclass
class Texts:
    """Makes texts, and remembers each by its mark."""

    chance: random.Random
    made: dict[str, Told] = field(default_factory=dict)

    def new(self, lang: str = "", *, tag: bool = False, markdown: bool = False) -> str:
        """Return a new text, as an editor might type or paste it."""
        pieces = [
            self.chance.choice(self.chance.choice((WORDS, WORDS, NEUTRAL, CONTROLS)))
            for _ in range(self.chance.randint(1, 9))
        ]
        mark = f"¤{len(self.made)}¤"
        pieces.insert(self.chance.randint(0, len(pieces)), mark)
        text = self.chance.choice(("", " ")).join(pieces)
        text = NOT_IN_TAGS.sub("", text) if tag else text
        self.made[mark] = Told(" ".join(clean(text)[0].split()), lang, markdown)
        return text


def fuzzed(folder: Path, articles: int, seed: int) -> tuple[Digest, Texts]:
    """Return a digest of `articles` in all its editions' languages, every name and title fuzzed, and its texts."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    texts = Texts(chance)
    digest = Digest(folder)

    def toml(*tables: tuple[str, tuple[str, ...]]) -> str:
        return "".join(f"[{table}]\n" + "".join(line(lang, table) for lang in langs) for table, langs in tables)

    def line(lang: str, table: str) -> str:
        return f"{lang} = {json.dumps(texts.new(lang, markdown=table == 'summary'), ensure_ascii=False)}\n"

    settings = 'base_url = "https://example.org/news/"\nlanguages = ["ar", "en", "he"]\ntimezone = "Africa/Cairo"\n'
    names = toml(("title", ("ar", "en")), ("description", ("ar",)), ("sections.politics", ("ar", "en")))
    digest.put("content/digest.toml", settings + names)
    for number in range(max(1, articles // 10)):
        tables = (("title", chance.sample(("ar", "en", "ru", "he"), 2)), ("summary", ("ar",)))
        digest.put(f"content/threads/t{number}.toml", toml(*((name, tuple(langs)) for name, langs in tables)))
        digest.put(f"content/sources/s{number}.toml", toml(("name", (chance.choice(LANGUAGES),))))
    for number in range(articles):
        lang, group = chance.choice(LANGUAGES), number // 10
        dated = {"published": f"20{10 + number % 10}-04-{1 + number % 28:02}"} if chance.random() < 0.9 else {}
        digest.article(
            f"a{number}.{lang}",
            "متن.\n",
            title=texts.new(lang),
            summary=texts.new(lang),
            publisher=chance.choice((f"s{group}", texts.new())),
            sources=[f"s{group}", texts.new()],
            authors=[texts.new(), texts.new()],
            tags=[texts.new(tag=True)],
            threads=[f"t{min(group, max(0, articles // 10 - 1))}"],
            section="politics",
            note=texts.new(lang),
            corrections=[{"date": "2024-01-01", "text": texts.new(lang)}],
            **dated,
        )
        for other in (each for each in EDITIONS if each != lang):
            made = {"of": f"a{number}.{lang}.md", "status": chance.choice(("human", "machine", "edited"))}
            made |= {"translator": texts.new(), "reviewed_by": texts.new(), "engine": texts.new()}
            digest.article(
                f"a{number}.{other}",
                "Text.\n",
                title=texts.new(other),
                summary=texts.new(other),
                translation=made,
            )
    return digest, texts


def faults(site: Path, texts: Texts) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with a built site: its kind, the file, and the text or the reason."""
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        name, raw = path.relative_to(site).as_posix(), path.read_bytes()
        try:
            match path.suffix:
                case ".html":
                    read_page(raw.decode())
                    yield from ((kind, name, text) for kind, text in page_faults(raw, texts))
                case ".xml" | ".opml":
                    yield from ((kind, name, text) for kind, text in xml_faults(raw))
                case ".json":
                    yield from ((kind, name, text) for kind, text in json_faults([json.loads(raw)], texts))
                case ".jsonl":
                    told = [json.loads(line) for line in raw.splitlines()]
                    yield from ((kind, name, text) for kind, text in json_faults(told, texts))
        except (AssertionError, ValueError, ElementTree.ParseError) as error:
            yield "broken", name, str(error)


def page_faults(raw: bytes, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield the texts of a page that are not isolated from their neighbours, run the wrong way, or leave one open."""
    tree = lxml.html.document_fromstring(raw, parser=lxml.html.HTMLParser(encoding="utf-8"))
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for value in element.attrib.values():
            if not is_balanced(value):
                yield "unbalanced", value
        here = [(element, element.text)]
        parent = element.getparent()
        if parent is not None:
            here.append((parent, element.tail))
        for owner, text in here:
            if not text:
                continue
            if not is_balanced(text):
                yield "unbalanced", text
            if owner.tag not in PLAIN:
                yield from _run_faults(owner, text, texts)


def _run_faults(owner: lxml.html.HtmlElement, text: str, texts: Texts) -> Iterator[tuple[str, str]]:
    for mark in MARK.findall(text):
        told, lang = texts.made[mark], texts.made[mark].lang
        at: Any = owner
        if told.markdown:
            while at.get("dir") is None:
                at = at.getparent()
        else:
            # What runs the other way within a text is an isolate in the element of the text.
            while at.tag == "bdi" and (_words(at) != told.text or _is_run(at, told.text, lang)):
                at = at.getparent()
            if _words(at) != told.text or any(each.tag != "bdi" for each in at):
                yield "unisolated", text
                continue
        while at.get("dir") is None and at.tag not in BLOCKS and at.tag != "bdi":
            at = at.getparent()
        if not told.markdown and _words(at) != told.text:
            yield "unisolated", lxml.html.tostring(at, encoding="unicode")[:200]
        direction = at.get("dir") or ("auto" if at.tag == "bdi" else _inherited(at, "dir"))
        said = _inherited(at, "lang")
        if lang and (said != lang or direction != locales.direction(lang)):
            yield "direction", f"{said} {direction}, not {lang}: {text}"
        if not lang and direction not in {"auto", locales.direction(said)}:
            yield "direction", f"{said} {direction}: {text}"


def _is_run(element: lxml.html.HtmlElement, text: str, lang: str) -> bool:
    """Tell whether an isolate that has all of a text is a run set apart in the element of that text."""
    return bool(lang) and element.get("lang") != lang and _words(element.getparent()) == text


def _words(element: lxml.html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _inherited(element: lxml.html.HtmlElement, name: str) -> str:
    at: Any = element
    while at is not None and at.get(name) is None:
        at = at.getparent()
    return "" if at is None else str(at.get(name))


def xml_faults(raw: bytes) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a feed, a list of feeds or a sitemap."""
    root = ElementTree.fromstring(raw)  # noqa: S314 - our own output
    for text in root.itertext():
        if not is_balanced(text):
            yield "unbalanced", text
    if root.tag.endswith(("}feed", "rss")):
        feed = feedparser.parse(raw)
        if feed.bozo:
            yield "broken", str(feed.bozo_exception)
        for entry in feed.entries:
            if not (entry.get("id") and entry.get("title") and entry.get("link", "").startswith("https://")):
                yield "broken", str(entry)[:200]


def json_faults(told: Any, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield texts in JSON that are not what was typed, or that leave a direction open."""
    match told:
        case str() if not is_balanced(told):
            yield "unbalanced", told
        case str() if (mark := MARK.fullmatch(told)) and told not in texts.made:
            yield "broken", mark[0]
        case list():
            for each in told:
                yield from json_faults(each, texts)
        case dict():
            for each in told.values():
                yield from json_faults(each, texts)
