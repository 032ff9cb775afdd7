"""What a mail says around its article: a greeting above it, a sign-off and a signature below."""

import re
from collections.abc import Sequence

import msgspec

from generator.importers import cues
from generator.importers.characters.hygiene import clean_line
from generator.markdown import plain_text
from generator.model import Draft, DroppedLine

# RFC 3676: the line above a signature. The signature has no more lines.
_SIGNATURE = re.compile(r"^--\s*$")
_SIGNED = 15
# A greeting or a line of a sign-off is no longer, and there are no more of them.
_SHORT, _LINES = 60, 7
_CLOSINGS = tuple(
    cues.fold(each)
    for each in (
        "best regards", "kind regards", "warm regards", "regards", "best wishes", "with best wishes", "sincerely",
        "yours sincerely", "yours faithfully", "yours truly", "many thanks", "cheers", "مع التحية", "مع خالص التحية",
        "مع أطيب التحيات", "مع فائق الاحترام", "مع الشكر", "تحياتي", "وتفضلوا بقبول", "با احترام", "با سپاس", "با تشکر",
        "ارادتمند", "آپ کا مخلص", "نیک تمناؤں", "בברכה", "בכבוד רב", "בתודה", "cordialement",
        "bien cordialement", "bien à vous", "mit freundlichen grüßen", "freundliche grüße", "viele grüße",
        "beste grüße", "herzliche grüße", "saludos", "un saludo", "atentamente", "cordiali saluti", "distinti saluti",
        "atenciosamente", "cumprimentos", "с уважением", "всего доброго", "з повагою", "saygılarımla", "saygılarımızla",
        "με εκτίμηση", "με φιλικούς χαιρετισμούς", "z poważaniem", "pozdrawiam", "met vriendelijke groet",
        "med vänliga hälsningar", "med vennlig hilsen", "med venlig hilsen", "hormat kami", "salam hormat",
    )
)  # fmt: skip
# Below this, a subject of so many words is the better headline.
_DOUBT, _TELLING = 0.6, 3
_GREETS = (",", "،", "，")


def without_frame(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of a plain text without the greeting at its top and the signature that a mark begins, and these.

    The second are the greeting, the third the signature.
    """
    filled = [at for at, line in enumerate(lines) if line.strip()][:_LINES]
    text = next((at for at in filled if not _greets(lines[at].strip())), 0)
    from_end = (
        at for at in range(len(lines) - 1, max(text, len(lines) - 1 - _SIGNED), -1) if _SIGNATURE.match(lines[at])
    )
    end = next(from_end, len(lines))
    return list(lines[text:end]), _filled(lines[:text]), _filled(lines[end:])


def without_courtesies(draft: Draft) -> Draft:
    """Return a draft of a mail without the greeting and the sign-off that stand in its text."""
    blocks = draft.body.strip("\n").split("\n\n")
    if len(blocks) != len(draft.paragraphs):
        return draft
    texts = [plain_text(block) for block in blocks]
    first = next((at for at, text in enumerate(texts[:_LINES]) if not _greets(text)), 0)
    last = _end(texts)
    if last <= first or (first, last) == (0, len(texts)):
        return draft
    above = (DroppedLine(text=text, reason="before the article") for text in texts[:first])
    below = (DroppedLine(text=text, reason="after the article") for text in texts[last:])
    return msgspec.structs.replace(
        draft,
        body="\n\n".join(blocks[first:last]),
        paragraphs=draft.paragraphs[first:last],
        dropped_lines=(*above, *draft.dropped_lines, *below),
    )


def titled(draft: Draft, subject: str) -> Draft:
    """Return the draft with the mail's subject for a headline where none, or a greeting, was found in the text."""
    title = draft.title or ""
    # Few headlines end as a sentence does.
    doubted = _greets(title) or title.endswith((".", "。")) or draft.confidence.get("title", 0.0) < _DOUBT
    if not subject or (title and not (doubted and len(subject.split()) >= _TELLING)):
        return draft
    set_aside = [DroppedLine(text=title, reason="before the article")] if cues.fold(title) != cues.fold(subject) else []
    return msgspec.structs.replace(
        draft,
        title=subject,
        confidence={**draft.confidence, "title": 0.6},
        dropped_lines=(*(set_aside if title else []), *draft.dropped_lines),
    )


def dropped(lines: Sequence[str], reason: str) -> tuple[DroppedLine, ...]:
    """Return lines of a mail as left out for a reason."""
    return tuple(DroppedLine(text=clean_line(line), reason=reason) for line in lines)


def _filled(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.strip()]


def _greets(text: str) -> bool:
    return len(text) <= _SHORT and text.endswith(_GREETS)


def _end(texts: Sequence[str]) -> int:
    """Return where the sign-off begins: a closing word, and short lines alone below it."""
    for at in range(max(1, len(texts) - _LINES), len(texts)):
        if cues.fold(texts[at]).startswith(_CLOSINGS) and all(len(text) <= _SHORT for text in texts[at:]):
            return at
    return len(texts)
