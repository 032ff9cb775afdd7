"""What a browser sends back from the review page, as decisions."""

from collections.abc import Mapping

from generator.desk.translation_review import waits
from generator.model import Value
from generator.translation.revise import Revision
from generator.translation.standing import Standing

ALL = "all"
_TEXT = "text "


class Sent(Value, frozen=True, kw_only=True):
    """What a person sent: what to write, every text that was typed by place, which part was accepted, and the name."""

    revisions: tuple[Revision, ...]
    typed: dict[str, str]
    accepted: str
    by: str


def read_form(fields: Mapping[str, str]) -> Sent:
    """Return what was sent: texts that differ from what was shown, and those that were accepted as they are.

    Nothing here looks at the translation as it is now, so that no typed word is left behind because a part has gone.
    """
    accepted = fields.get("accept", "")
    revisions, typed = [], {}
    for name, raw in fields.items():
        if not name.startswith(_TEXT):
            continue
        place, text = name.removeprefix(_TEXT), raw.replace("\r\n", "\n")
        shown, original, seen, waiting = (
            fields.get(f"{what} {place}", "") for what in ("shown", "original", "seen", "waits")
        )
        changed = text.strip() != shown.replace("\r\n", "\n").strip()
        if changed:
            typed[place] = text
        if changed or (text.strip() and (accepted == place or (accepted == ALL and waiting))):
            revisions.append(Revision(place=place, text=text, original=original, seen=seen))
    return Sent(revisions=tuple(revisions), typed=typed, accepted=accepted, by=fields.get("by", "").strip())


def following(standing: Standing, place: str) -> str:
    """Return the next part after `place` that waits for a person, from the top again at the end; empty for none."""
    places = [part.place for part in standing.blocks]
    at = places.index(place) if place in places else -1
    waiting = {part.place for part in standing.blocks if waits(part)}
    return next((each for each in (*places[at + 1 :], *places[: at + 1]) if each in waiting), "")
