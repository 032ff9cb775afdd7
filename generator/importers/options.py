"""What the person, the digest and its sources already know when something is imported."""

import msgspec


class ImportOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Everything an importer may know beforehand; all of it may be empty.

    `lang` is what a person said. `languages` are the digest's, and make the likelier guess. `cues` are words of the
    digest's sources (`end`: where their articles end; `drop`: lines to leave out). `names` are the names of known
    sources, which help to split an attribution.
    """

    lang: str | None = None
    languages: tuple[str, ...] = ()
    cues: dict[str, tuple[str, ...]] = {}
    names: frozenset[str] = frozenset()
