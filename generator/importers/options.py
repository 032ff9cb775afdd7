"""What the person, the digest and its sources already know when something is imported."""

import msgspec


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """A source with cue words of the kinds `end`, `skip` and `drop`, and how to recognise it."""

    names: tuple[str, ...]
    url: str = ""
    cues: dict[str, tuple[str, ...]] = {}


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an importer may know beforehand; all of it may be empty.

    `lang` is what a person said. `languages` are the digest's, and make the likelier guess. `cues` are cue words that
    count for this capture, `outlets` those whose cues count if the capture is theirs. `names` are the names of known
    sources, which help to split an attribution. With `repair`, text that was read in a wrong encoding is put right.
    """

    lang: str | None = None
    languages: tuple[str, ...] = ()
    cues: dict[str, tuple[str, ...]] = {}
    outlets: tuple[Outlet, ...] = ()
    names: frozenset[str] = frozenset()
    repair: bool = False
