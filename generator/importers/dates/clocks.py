"""The time of day in a line, where its zone stands beside it: a time without a zone is no instant."""

import re

# Names that mean one offset wherever they are written. IST, CST, BST, EST and PST are used by several countries.
_ZONES = {
    "z": "Z", "utc": "Z", "gmt": "Z", "wet": "Z", "west": "+01:00", "cet": "+01:00", "cest": "+02:00",
    "eet": "+02:00", "eest": "+03:00", "мск": "+03:00", "msk": "+03:00", "edt": "-04:00", "cdt": "-05:00",
    "pdt": "-07:00", "mez": "+01:00", "mesz": "+02:00", "jst": "+09:00", "kst": "+09:00", "sgt": "+08:00",
    "hkt": "+08:00", "aest": "+10:00", "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00", "pkt": "+05:00",
    "wib": "+07:00", "wita": "+08:00", "sast": "+02:00", "eat": "+03:00", "wat": "+01:00", "cat": "+02:00",
    "brt": "-03:00", "tsi": "+03:00", "trt": "+03:00", "npt": "+05:45", "غرينتش": "Z", "جرينتش": "Z", "гринвичу": "Z",
}  # fmt: skip
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>\d{1,2})[:.](?P<m>\d\d)(?::\d\d(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?|[صم](?!\w)|ق\.?ظ|ب\.?ظ)?[\s,]*\(?(?:(?:بتوقيت|по|ساعت به وقت)\s+)?"
    r"(?:(?P<zone>[^\W\d_]{1,9})\b\.?)?\s?(?P<offset>[+\u2212-]\s?\d{1,2}(?::?\d\d)?(?![\d/.-]))?"
)
_MORNING = frozenset("aصق")


def find_clock(text: str) -> str | None:
    """Return `10:30+03:00` where `text` (case-folded, Latin digits) holds a time with its zone, else None."""
    for match in _CLOCK.finditer(text):
        hour, minute, half = int(match["h"]), int(match["m"]), (match["half"] or "")[:1]
        zone = _ZONES.get(match["zone"] or "")
        if match["offset"] and (zone == "Z" or not match["zone"]):
            zone = _offset(match["offset"])
        if not zone or hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
            continue
        if half:
            hour = hour % 12 + (0 if half in _MORNING else 12)
        return f"{hour:02}:{minute:02}{zone}"
    return None


def _offset(text: str) -> str | None:
    digits = re.sub(r"\D", "", text)
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if hours > 14 or minutes > 59:
        return None
    return f"{'+' if text[0] == '+' else '-'}{hours:02}:{minutes:02}"
