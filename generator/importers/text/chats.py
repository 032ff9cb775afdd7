"""What messengers put around a message that is copied out of them: when it was sent and by whom, and signs for bold."""

import re

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_HOUR = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?\s?m\.?|\s?[صم])?"
_UNSEEN = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]*"
_WHO = r"[^:\[\]\n]{1,40}"
# `[12/03/2024, 10:22:31] Lea: `, `[10:22, 12/03/2024] Lea: `, `12/03/2024, 10:22 - Lea: `; in a line of its own
# `Lea, [12.03.2024 10:22]`.
_SENT = re.compile(
    rf"^{_UNSEEN}(?:(?:\[(?:{_DAY},?\s{_HOUR}|{_HOUR},?\s{_DAY})\]\s|{_DAY},?\s{_HOUR}\s[-–]\s){_WHO}:(?:[ \t]|$)"
    rf"|{_WHO},\s\[{_DAY},?\s{_HOUR}\]:?[ \t]*$)",
    re.IGNORECASE | re.MULTILINE,
)
# None is without a match of one of these, which are found much faster.
_BRACKET, _FIRST_DAY = re.compile(r"\[\d"), re.compile(r"\n\d{1,4}[./-]\d{1,2}[./-]\d")
_SIGNS = "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f\u200d \t]*"
_BOLD = re.compile(rf"^{_SIGNS}(?P<mark>\*{{1,2}})(?P<text>[^\s*](?:[^*\n]*[^\s*])?)(?P=mark){_SIGNS}$", re.MULTILINE)


def without_senders(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` without what tells of its messages when they were sent and by whom, and these.

    They are no byline and no date of what the message brings.
    """
    may_be = ("[" in text and _BRACKET.search(text)) or _FIRST_DAY.search(f"\n{text}")
    found = [match[0].strip() for match in _SENT.finditer(text)] if may_be else []
    return (_SENT.sub("", text), tuple(dict.fromkeys(found))) if found else (text, ())


def without_bold(text: str) -> str:
    """Return `text` without the signs around lines that are bold as a whole, as headlines in messages are."""
    return _BOLD.sub(r"\g<text>", text) if "*" in text else text
