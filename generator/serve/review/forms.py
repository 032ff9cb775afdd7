"""What a browser sends back from the review page, as decisions."""

from collections.abc import Callable

from generator.desk.translation_review import waits
from generator.model import Value
from generator.translation.revise import Revision
from generator.translation.standing import BlockStanding, Standing

ALL = "all"


class Sent(Value, frozen=True, kw_only=True):
    """What a person sent: texts by place, which parts were accepted as they are, and the name given."""

    revisions: tuple[Revision, ...]
    typed: dict[str, str]
    accepted: str
    by: str


def read_form(standing: Standing, value: Callable[[str], str | None]) -> Sent:
    """Return what was sent for the parts of `standing`: texts that differ from what was shown, and those accepted.

    `value` gives a field of the form. What is not in the form, such as a part that is new since, is left alone.
    """
    accepted = value("accept") or ""
    revisions, typed = [], {}
    for part in standing.blocks:
        text = value(f"text {part.place}")
        if text is None:
            continue
        text = text.replace("\r\n", "\n")
        shown, original, seen = (value(f"{name} {part.place}") or "" for name in ("shown", "original", "seen"))
        changed = text.strip() != shown.replace("\r\n", "\n").strip()
        if changed:
            typed[part.place] = text
        if changed or accepted == part.place or (accepted == ALL and _may_be_accepted(part)):
            revisions.append(Revision(place=part.place, text=text, original=original, seen=seen))
    return Sent(
        revisions=tuple(each for each in revisions if each.text.strip() or each.place in typed),
        typed=typed,
        accepted=accepted,
        by=(value("by") or "").strip(),
    )


def _may_be_accepted(part: BlockStanding) -> bool:
    return bool(part.translation) and (part.owner == "machine" or part.stale or bool(part.flags))


def following(standing: Standing, place: str) -> str:
    """Return the next part after `place` that waits for a person, from the top again at the end; empty for none."""
    places = [part.place for part in standing.blocks]
    at = places.index(place) if place in places else -1
    waiting = {part.place for part in standing.blocks if waits(part)}
    return next((each for each in (*places[at + 1 :], *places[: at + 1]) if each in waiting), "")
