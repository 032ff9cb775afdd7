"""From a run of prose to an article: lede, paragraphs, subheadings, lists; and what stood between them."""

from collections.abc import Iterable, Sequence

import msgspec

from generator.importers import cues, dates
from generator.importers.escaping import Block
from generator.importers.lines import Line
from generator.importers.options import ImportOptions
from generator.importers.segment import Segment, is_prose
from generator.importers.title import may_be_headline, words

_FURNITURE = frozenset({"repeat", "date", "byline", "caption", "share"})


class Parts(msgspec.Struct, frozen=True):
    """The article, and for every line why it is left out (`dropped`) or that it was used (`used`)."""

    title: str | None
    title_at: int | None
    summary: str | None
    blocks: tuple[Block, ...]
    caption: str | None
    insets: tuple[str, ...]
    first: int
    last: int
    used: frozenset[int]
    dropped: dict[int, str]

    @property
    def sample(self) -> str:
        """Return the text from which the language can be told."""
        return "\n".join([self.title or "", self.summary or "", *(block.text for block in self.blocks)])


def anchors(lines: Sequence[Line]) -> list[float]:
    """Return for each line of prose what a run that starts there gains from a headline above that shares its words."""
    gains = [0.0] * len(lines)
    for at, line in enumerate(lines):
        if not is_prose(line):
            continue
        own = words(line.text)
        for above in range(max(0, at - 8), at):
            head = lines[above]
            near = at - above <= 3
            if (head.repeats > 1 or near) and head.width >= 25 and not is_prose(head) and may_be_headline(head):
                shared = len(words(head.text) & own)
                # A label that the paragraph begins with is no headline of it.
                if shared >= 3 and not cues.fold(line.text).startswith(cues.fold(head.text)):
                    gains[at] = max(gains[at], min(3.0, (0.5 if head.repeats > 1 else 0.3) * shared))
    return gains


def arrange(lines: Sequence[Line], segment: Segment, title: int | None, options: ImportOptions) -> Parts:
    """Return the article that stands in `segment` under the headline `title`."""
    title_text = lines[title].text if title is not None else None
    reasons = _reasons(lines, segment, title_text, options)
    lede = _lede(lines, segment, title, reasons)
    kept = [at for at in range(segment.first, segment.last + 1) if at not in reasons and at != lede]
    blocks = tuple(_block(lines, at, kept) for at in kept)
    caption = next((lines[at].text for at, reason in sorted(reasons.items()) if reason == "caption"), None)
    used = {*kept, *([lede] if lede is not None else []), *([title] if title is not None else [])}
    return Parts(
        title=title_text,
        title_at=title,
        summary=lines[lede].text if lede is not None else None,
        blocks=blocks,
        caption=caption,
        insets=tuple(_insets(lines, reasons)),
        first=segment.first,
        last=segment.last,
        used=frozenset(used),
        dropped={at: reason for at, reason in reasons.items() if at not in used},
    )


def _reasons(lines: Sequence[Line], segment: Segment, title: str | None, options: ImportOptions) -> dict[int, str]:
    """Return why lines within the segment are left out."""
    reasons: dict[int, str] = {}
    seen: set[str] = set()
    inset = False
    for at in range(segment.first, segment.last + 1):
        line = lines[at]
        prose = is_prose(line)
        reason = _reason(line, title, prose, seen, options)
        if reason:
            inset = reason == "related" and (line.label is None or not line.label[1])
        elif prose:
            inset = False
        elif inset:
            reason = "related"
        seen.add(cues.fold(line.text))
        if reason:
            reasons[at] = reason
    for run in _short_runs(lines, segment, reasons):
        reasons.update(_runs_reasons(lines, run))
    return reasons


def _reason(line: Line, title: str | None, prose: bool, seen: set[str], options: ImportOptions) -> str | None:
    if title and cues.fold(line.text) == cues.fold(title):
        return "repeat"
    if any(line.text.startswith(cue) for cue in options.cues.get("drop", ())):
        return "source's cue"
    if line.heading:
        return line.heading
    known = _by_label(line) or (None if prose else _by_beginning(line))
    return known or ("repeat" if line.width > 40 and cues.fold(line.text) in seen else None)


def _by_label(line: Line) -> str | None:
    kind = line.label[0] if line.label else None
    if kind == "also" and line.width < 200:
        return "related"
    if kind in ("caption", "dateline", "byline", "tags") and line.width < 160:
        return "date" if kind == "dateline" else kind
    return None


def _by_beginning(line: Line) -> str | None:
    if dates.is_date_line(line.text):
        return "date"
    for kind in ("caption", "copyright"):
        if cues.begins_with(line.text, kind):
            return kind
    return "byline" if cues.begins_with(line.text, "byline") and line.width < 60 else None


def _short_runs(lines: Sequence[Line], segment: Segment, reasons: dict[int, str]) -> Iterable[list[int]]:
    """Yield the runs of short lines between two lines of prose."""
    run: list[int] = []
    for at in range(segment.first, segment.last + 1):
        if is_prose(lines[at]) and at not in reasons:
            if run:
                yield run
            run = []
        elif at not in reasons:
            run.append(at)


def _runs_reasons(lines: Sequence[Line], run: list[int]) -> dict[int, str]:
    """Return why a run is left out: a lone short line is a subheading; several are speech, a list, or an inset."""
    if len(run) == 1 and lines[run[0]].width <= 160:
        return {}
    if all(lines[at].bullet for at in run) and len(run) <= 12 and _introduced(lines, run[0]):
        return {}
    return {at: "inset" for at in run if not (lines[at].ends and lines[at].words > 2)}


def _introduced(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and lines[at - 1].text.endswith((":", "："))


def _lede(lines: Sequence[Line], segment: Segment, title: int | None, reasons: dict[int, str]) -> int | None:
    """Return the standfirst: a lead line under the headline, or a first paragraph that furniture sets apart."""
    if title is None:
        return None
    for at in range(title + 1, segment.first):
        line = lines[at]
        if 60 <= line.width <= 400 and line.words >= 7 and may_be_headline(line) and line.repeats < 3:
            return at
    further = [at for at in range(segment.first + 1, segment.last + 1) if at not in reasons and is_prose(lines[at])]
    if segment.first - title > 6 or not further or segment.first in reasons:
        return None
    between = [reasons.get(at) for at in range(segment.first + 1, further[0])]
    return segment.first if between and all(reason in _FURNITURE for reason in between) else None


def _block(lines: Sequence[Line], at: int, kept: Sequence[int]) -> Block:
    line = lines[at]
    if line.bullet:
        return Block(line.text, "li")
    short = not is_prose(line) and not line.ends and line.width <= 100
    return Block(line.text, "h" if short and at not in (kept[0], kept[-1]) else "p")


def _insets(lines: Sequence[Line], reasons: dict[int, str]) -> Iterable[str]:
    for at, reason in sorted(reasons.items()):
        line = lines[at]
        if reason == "related" and not line.heading:
            yield line.label[1] if line.label and line.label[1] else line.text
