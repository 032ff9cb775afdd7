"""Where a feed breaks a text off: its mark and the prompt to read on are no words of the text."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

import msgspec

from generator.importers import cues
from generator.importers.endings import END, SHORT, is_broken_off
from generator.importers.escaping import Block
from generator.importers.html.fragments import passages_of
from generator.importers.html.markup import blocks_of, link
from generator.importers.html.passages import Passage, Run
from generator.importers.identity.canonical import canonical, house

# How many letters stand around the two links of a line that names the site.
_SIGNS = 60
_MARK = re.compile(r".*(?<![.…])(?P<mark>\[\s*(?:…|\.{3,})\s*\]|…|\.{3,})\s*(?P<prompt>[^…\[\]]{0,120})$", re.DOTALL)
_ENDS_A_SENTENCE = tuple('.!?؟。！？…»”"')
# Nobody writes these behind an ellipsis but a program that shortens texts.
_READ_ON = (
    "read more", "read on", "read the rest", "read the full story", "read full story", "read the full article",
    "read full article", "continue reading", "keep reading", "اقرأ المزيد", "قراءة المزيد", "تابع القراءة",
    "أكمل القراءة", "ادامه مطلب", "بیشتر بخوانید", "مزید پڑھیں", "devamını oku", "קרא עוד", "קראו עוד", "המשך קריאה",
    "читать далее", "читать дальше", "читати далі", "weiterlesen", "lire la suite", "leer más", "seguir leyendo",
    "leggi tutto", "continua a leggere", "leia mais", "ler mais", "lees meer", "lees verder", "czytaj dalej",
)  # fmt: skip


class Part(NamedTuple):
    """A text of an entry: its blocks, the mark with which the feed broke it off, and the line that names the site."""

    blocks: tuple[Block, ...] = ()
    mark: str = ""
    signature: str = ""


def read(markup: str, name: str, page: str) -> Part:
    """Return a text of an entry whose own page is `page`."""
    passages, signature = without_signature(passages_of(markup, name), page)
    mark = ""
    if sum(len(passage.text) for passage in passages) < SHORT:
        passages, mark = without_mark(passages, page)
    return Part(blocks_of(passages, page), mark, signature)


def without_signature(passages: Sequence[Passage], page: str) -> tuple[tuple[Passage, ...], str]:
    """Return the passages without a last one that links the entry's own `page` and its site, and says little more.

    Programs that make feeds write it: “The post … appeared first on …”.
    """
    last = passages[-1] if len(passages) > 1 and page else None
    links = [link(run.href, page) or "" for run in last.runs if run.href] if last else []
    is_site = (house(each) == house(page) and not canonical(each) for each in links)
    if last and len(last.text) - last.linked <= _SIGNS and canonical(page) in map(canonical, links) and any(is_site):
        return tuple(passages[:-1]), last.text
    return tuple(passages), ""


def without_mark(passages: Sequence[Passage], page: str) -> tuple[tuple[Passage, ...], str]:
    """Return the passages of an entry without the feed's mark at their end, and the mark; nothing where there is none.

    It is an ellipsis in brackets, or one before words that lead on: known ones, or a link to the entry's own `page`.
    Where the words before it end no sentence, an ellipsis stays behind them.
    """
    if not passages:
        return (), ""
    *before, last = passages
    if before and is_broken_off(before[-1].text) and _leads_on(last.text, last.runs, page):
        rest, mark = without_mark(before, page)
        return rest, f"{mark} {last.text}".strip()
    found = _MARK.match(last.text[-END:])
    if not found:
        return tuple(passages), ""
    prompt = found["prompt"].strip()
    if not (_leads_on(prompt, last.runs, page) if prompt else found["mark"].startswith("[")):
        return tuple(passages), ""
    mark = last.text[-END:][found.start("mark") :]
    kept = last.text.removesuffix(mark).rstrip()
    if not kept:
        return tuple(passages), ""
    end = "" if kept.endswith(_ENDS_A_SENTENCE) else "…"
    runs = (*_shortened(last.runs, len("".join(mark.split()))), Run(end, "", False, False))
    linked = sum(len(run.text.strip()) for run in runs if run.href)
    return (*before, msgspec.structs.replace(last, text=kept + end, runs=runs, linked=linked)), mark


def _leads_on(prompt: str, runs: Sequence[Run], page: str) -> bool:
    """Tell whether words at the end of `runs` ask to read on: known words, or any that are a link to the page."""
    folded = cues.fold(prompt)
    if folded in {cues.fold(each) for each in _READ_ON}:
        return True
    shown = [run for run in runs if cues.fold(run.text)]
    href = shown[-1].href if shown else ""
    if not (folded and href and page and canonical(link(href, page) or "") == canonical(page) != ""):
        return False
    linked = takewhile(lambda run: run.href == href, reversed(shown))
    return cues.fold("".join(reversed([run.text for run in linked]))).endswith(folded)


def _shortened(runs: Sequence[Run], letters: int) -> tuple[Run, ...]:
    """Return runs without so many letters at their end; spaces do not count, and none is left there."""
    kept = list(runs)
    while kept:
        text = kept[-1].text.rstrip()
        while letters and text:
            text, letters = text[:-1].rstrip(), letters - 1
        if text:
            return (*kept[:-1], kept[-1]._replace(text=text))
        kept.pop()
    return ()
