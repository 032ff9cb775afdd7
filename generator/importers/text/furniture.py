"""Which lines in the midst of an article are the page's, by rule: captions, calls to subscribe, dates and the like."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from generator.importers import cues, dates, phrases
from generator.importers.text import captions, names
from generator.importers.text.lines import Line
from generator.importers.text.segment import Segment, is_prose

_NEVER_BODY = frozenset({"also", "tags", "dateline", "copyright", "source"})
_CAPTION = 260
# Labels, dates and names of authors stand in short lines, and so does how long the article takes to read.
_LABELLED, _SHORT = 160, 60
# How the kinds of labels and phrases are called where a reason is told.
_REASONS = {
    "also": "related",
    "dateline": "date",
    **dict.fromkeys(("subscribe", "advertisement", "consent"), "share"),
}
_COPYRIGHT = re.compile(r"(?:copyright|©|ⓒ|\(c\))\W{0,3}(?:©|\(c\))?\W{0,3}\d{4}\b", re.IGNORECASE)
# What text browsers write for what is no text.
_MARKUP = re.compile(
    r"IFRAME: .*|(?:\s*(?:\(BUTTON\)|\[(?:INS|DEL): :(?:INS|DEL)\]|\[(?:INLINE|LINK|USEMAP|EMBED)\S*\]"
    r"|\[[^\]\s]+\.(?:jpe?g|png|gif|webp|svg)\S*\]))+"
)
_MARKS = "[(I"
# A paragraph that begins so is somebody's words.
_SPOKEN = frozenset("\"'“«„‘「『”")
# The letter that begins another button, where no space does.
_BUTTON = re.compile(r"[A-ZÀ-Þ](?<=[^\W\d_A-ZÀ-Þ].)")
# The shortest text that stands twice in a line on purpose.
_TWICE = 12
# Signs that part sections, or close a box.
_MARK = 3
# Of so many paragraphs, at most one is followed by a caption that ends as reports do, or as headlines in a list.
_SHARE, _SHOWN = 3, 2
# A box holds at most so many lines between two calls, and the model doubts that they are of the body.
_BOX, _DOUBTED = 8, 0.5


def reasons(lines: Sequence[Line], segment: Segment, title: str, lede: Sequence[int]) -> dict[int, str]:
    """Return why lines within the segment are not of the article's text, for those which a rule says are not."""
    attributed = _attributed(lines, segment)
    alike = _alike(lines, segment)
    head = frozenset(takewhile(lambda at: not is_prose(lines[at]), sorted(segment.kept)))
    day = next((at for at in sorted(head) if _is_day(lines[at])), None)
    seen = {lines[at].folded for at in lede}
    found: dict[int, str] = {}
    for at in range(segment.first, segment.last + 1):
        line = lines[at]
        if at in lede:
            continue
        reason = "repeat" if title and line.folded == title else line.heading or _by_words(line)
        reason = reason or _of_page(line) or ("byline" if at in head and _is_byline(line) else None)
        reason = reason or {day: "date"}.get(at) or ("caption" if at in attributed else None)
        reason = reason or ("related" if at in alike else None)
        reason = reason or ("repeat" if line.width > 40 and line.folded in seen else None)
        seen.add(line.folded)
        if reason:
            found[at] = reason
    return {**dict.fromkeys(_in_boxes(lines, segment, found), "share"), **found}


def kind(line: Line) -> str:
    """Return what a line is that is not of the body."""
    if line.label:
        return _REASONS.get(line.label[0], line.label[0])
    if line.digits and dates.is_date_line(line.text):
        return "date"
    return next((kind for kind in ("caption", "byline") if kind in line.begins), "inset")


def is_caption(line: Line) -> bool:
    """Tell whether a line says whose picture it is, or is labelled as what one shows."""
    if line.width >= _CAPTION:
        return False
    labelled = line.label is not None and line.label[0] == "caption"
    return labelled or captions.is_labelled(line.text) or (not line.ends and captions.is_credited(line.text))


def _by_words(line: Line) -> str | None:
    if line.label and line.label[0] in _NEVER_BODY and line.width < _LABELLED:
        return kind(line)
    if is_caption(line):
        return "caption"
    if line.begins and not line.ends and line.width < _LABELLED:
        if "also" in line.begins:
            return "related"
        if line.digits and line.width <= _SHORT and not line.begins.isdisjoint(("dateline", "updated")):
            return "date"
    is_markup = line.text[0] in _MARKS and _MARKUP.fullmatch(line.text)
    is_mark = line.width <= _MARK and not any(map(str.isalnum, line.text))
    return "inset" if is_markup or is_mark else "caption" if _is_twice(line.text) else None


def _is_twice(text: str) -> bool:
    """Tell whether a line is one text twice: a text browser writes what a picture shows before its caption."""
    half = len(text) // 2
    return half >= _TWICE and text[half] == " " and text[:half] == text[half + 1 :]


def _of_page(line: Line) -> str | None:
    """Return why a line is the page's that has one of its phrases."""
    if line.width >= _CAPTION or line.heading or line.text[0] in _SPOKEN:
        return None
    if "copyright" in line.begins and _COPYRIGHT.match(line.text):
        return "copyright"
    if line.width <= _SHORT and _is_buttons(line.text):
        return "share"
    phrase = phrases.kind_of(line.folded)
    return _REASONS.get(phrase, phrase) if phrase and (phrase != "dateline" or line.width <= _SHORT) else None


def _is_buttons(text: str) -> bool:
    """Tell whether a line is the words of several buttons, with spaces between them or without."""
    glued = _BUTTON.search(text)
    buttons = _BUTTON.sub(r"\n\g<0>", text).split("\n") if glued else text.split()
    return len(buttons) > 1 and all(map(cues.is_furniture, buttons))


def _is_byline(line: Line) -> bool:
    if line.label:
        return line.label[0] == "byline" and (not line.label[1] or names.is_name(line.label[1]))
    if line.ends or line.digits or line.width > _SHORT:
        return False
    return names.is_name(cues.after_beginning(line.text, "byline").split(",", 1)[0])


def _is_day(line: Line) -> bool:
    return bool(line.digits) and dates.is_date_line(line.text) and dates.words_beside(line.text) <= 1


def _attributed(lines: Sequence[Line], segment: Segment) -> frozenset[int]:
    """Return the captions that end with an agency or a name, where not so many lines do that it is who reports."""
    kept = sorted(segment.kept)
    spoken = {at for at in kept if lines[at].text[0] in _SPOKEN}
    short = [at for at in kept[:-1] if not lines[at].ends and lines[at].width < _CAPTION and at not in spoken]
    texts = [lines[at].text for at in short]
    found = captions.attributed(texts)
    shown = [at for at in found if captions.is_shown(texts[at])]
    sentences = [at for at in found if at not in shown]
    paragraphs = sum(map(is_prose, (lines[at] for at in kept)))
    few = (each for each, share in ((shown, _SHOWN), (sentences, _SHARE)) if len(each) * share <= paragraphs)
    return frozenset(short[at] for each in few for at in each)


def _alike(lines: Sequence[Line], segment: Segment) -> frozenset[int]:
    """Return the lines that begin as another does before a bar: with the words that announce other articles."""
    barred = {at: lines[at].text.split(" | ") for at in segment.kept if " | " in lines[at].text}
    announced = {at: parts[0] for at, parts in barred.items() if len(parts) == 2 and all(" " in part for part in parts)}
    often = Counter(announced.values())
    return frozenset(at for at, words in announced.items() if often[words] > 1 and not lines[at].ends)


def _in_boxes(lines: Sequence[Line], segment: Segment, found: dict[int, str]) -> Iterator[int]:
    """Yield the lines of a box between two calls to the reader, such as what a subscription has."""
    calls = [at for at, reason in sorted(found.items()) if reason == "share" and lines[at].heading is None]
    usual = sum(max(0.0, segment.odds[at]) for at in segment.kept) / len(segment.kept)
    for first, last in pairwise(calls):
        held = range(first + 1, last)
        odds = [segment.odds[at] for at in held if at not in found]
        if len(held) <= _BOX and odds and sum(odds) / len(odds) < _DOUBTED * usual:
            yield from (at for at in held if lines[at].width < _CAPTION)
