"""From a run of lines to an article: paragraphs, subheadings, lists; and why what stood between them is left out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from generator.importers.escaping import Block
from generator.importers.text import captions, furniture
from generator.importers.text.lines import Line
from generator.importers.text.segment import Segment, is_prose

CUED = "source's cue"
"""Why a line is left out that a cue word of the outlet means."""

_CAPTION = 260
# Who speaks, before what is said.
_SPEAKER = re.compile(r"[^:：]{1,30}[:：](?=\s)")
# What a line under an inset must at least be thought of as body, in log odds, to be a subheading.
_SUBHEAD = -2.0


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


def arrange(lines: Sequence[Line], segment: Segment, title: int | None, lede: Sequence[int]) -> Parts:
    """Return the article that stands in `segment` under the headline `title`."""
    title_text = lines[title].text if title is not None else None
    reasons = _reasons(lines, segment, lines[title].folded if title is not None else "", lede)
    kept = [at for at in range(segment.first, segment.last + 1) if at not in reasons and at != title and at not in lede]
    left_out = {**reasons, **dict.fromkeys(segment.cued, CUED)}
    shown = _caption(lines, reasons, range(title + 1 if title is not None else segment.first, segment.first))
    used = {*kept, *lede, *(() if title is None else (title,))}
    return Parts(
        title=title_text,
        title_at=title,
        summary=" ".join(lines[at].text for at in lede) or None,
        blocks=tuple(_blocks([lines[at] for at in kept])),
        caption=lines[shown].text if shown is not None else None,
        insets=tuple(_insets(lines, reasons)),
        first=segment.first,
        last=segment.last,
        used=frozenset(used),
        dropped={
            at: reason
            for at, reason in {**left_out, **({} if shown is None else {shown: "caption"})}.items()
            if at not in used
        },
    )


def _reasons(lines: Sequence[Line], segment: Segment, title: str, lede: Sequence[int]) -> dict[int, str]:
    """Return why lines within the segment are left out: by rule, or because the model does not take them for body."""
    reasons: dict[int, str] = {}
    ruled = furniture.reasons(lines, segment, title, lede)
    inset = False
    for at in range(segment.first, segment.last + 1):
        if at in lede:
            continue
        line = lines[at]
        reason = ruled.get(at)
        if reason:
            inset = reason == "related" and (line.label is None or not line.label[1])
        elif at in segment.kept or (inset and segment.odds[at] > _SUBHEAD and _is_subhead(lines, segment, at)):
            inset = False
        else:
            reason = "related" if inset else furniture.kind(line)
        if reason:
            reasons[at] = reason
    return reasons


def _is_subhead(lines: Sequence[Line], segment: Segment, at: int) -> bool:
    """Tell whether a short line after the headline of an inset leads on to the next paragraph."""
    line = lines[at]
    short = line.width <= 100 and not (line.bullet or line.ends or line.heading or line.label)
    under_headline = lines[at - 1].heading is None
    return short and under_headline and at + 1 in segment.kept and is_prose(lines[at + 1])


def _caption(lines: Sequence[Line], reasons: dict[int, str], above: range) -> int | None:
    """Return the line that tells what the picture shows: between the headline and the article, or in it."""
    inside = (at for at, reason in sorted(reasons.items()) if reason == "caption")
    credited = (at for at in above if lines[at].width < _CAPTION and captions.is_shown(lines[at].text))
    return next(chain(credited, inside), None)


def _blocks(kept: Sequence[Line]) -> Iterator[Block]:
    """Yield what each line is; a subheading is a short one between two paragraphs, and nothing that somebody says."""
    prose = [False, *map(is_prose, kept), False]
    for place, line in enumerate(kept, start=1):
        short = line.width <= 100 and not (prose[place] or line.text.endswith((".", "。", "۔", ":", "：")))
        between = prose[place - 1] and prose[place + 1]
        heads = short and between and not _is_said(line, kept)
        yield Block(line.text, "li" if line.bullet else "h" if heads else "p")


def _is_said(line: Line, kept: Sequence[Line]) -> bool:
    """Tell whether a line begins with who speaks, who speaks in another line, too."""
    speaker = _SPEAKER.match(line.text)
    return speaker is not None and sum(each.text.startswith(speaker[0]) for each in kept) > 1


def _insets(lines: Sequence[Line], reasons: dict[int, str]) -> Iterable[str]:
    for at, reason in sorted(reasons.items()):
        line = lines[at]
        if reason == "related" and not line.heading:
            yield line.label[1] if line.label and line.label[1] else line.text
