"""What a run says of a person's texts that their originals have left behind."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.translation import Done


def left_behind(done: "Done") -> Iterator[str]:
    """Yield a line on what a person wrote whose original has changed, and one on what has lost its original."""
    review = f"`nashra review {done.path}`"
    if places := done.overtaken:
        why = "its original has changed" if len(places) == 1 else "their originals have changed"
        yield f"{done.path}: {_named(places)}, and {why}: {review}"
    if places := done.orphans:
        why = "its original is gone" if len(places) == 1 else "their originals are gone"
        yield f"{done.path}: {_named(places)}, and {why}; readers see it at the end: {review}"


def _named(places: Sequence[str]) -> str:
    names = ", ".join(
        f"paragraph {int(each) + 1}" if each.isdigit() else f"note {each}" if each.startswith("^") else f"the {each}"
        for each in places
    )
    return f"{names} {'is' if len(places) == 1 else 'are'} a person's"
