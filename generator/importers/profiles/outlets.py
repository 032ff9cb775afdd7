"""Whose page a capture is: only then do the cue words of a source count."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import msgspec

from generator.importers import cues
from generator.importers.options import ImportOptions, Outlet
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

_BETWEEN = re.compile(r"\s+[-–—|·•»/]\s+|[|©®]")


def recognised(options: ImportOptions, *, url: str = "", names: Iterable[str] = ()) -> ImportOptions:
    """Return `options` with the cues of the one outlet at whose address a capture is, else of the one named."""
    if not options.outlets:
        return options
    at_home = [outlet for outlet in options.outlets if _is_under(url, outlet.url)]
    nearest = max((len(outlet.url) for outlet in at_home), default=0)
    at_home = [outlet for outlet in at_home if len(outlet.url) == nearest]
    called = {cues.fold(name) for name in names}
    found = at_home or [outlet for outlet in options.outlets if called & set(map(cues.fold, outlet.names))]
    if len(found) != 1:
        return options
    kinds = sorted(options.cues.keys() | found[0].cues.keys())
    both = {kind: (*options.cues.get(kind, ()), *found[0].cues.get(kind, ())) for kind in kinds}
    return msgspec.structs.replace(options, cues=both, outlets=())


def names_in(lines: Sequence[Line], outlets: Iterable[Outlet]) -> list[str]:
    """Return the names of outlets that stand alone among the furniture of a page, as in its head, title and foot.

    To whom an article attributes its facts is no sign of who published it.
    """
    outlets = tuple(outlets)
    if not outlets:
        return []
    pieces: set[str] = set()
    rights = ""
    for at, line in enumerate(lines):
        if is_prose(line) or _is_attribution(lines, at):
            continue
        pieces.update((line.folded, *map(cues.fold, _BETWEEN.split(line.text))))
        if "©" in line.text or "copyright" in line.begins:
            rights += f"{line.folded}\n"
    return [
        name
        for outlet in outlets
        for name in outlet.names
        if (folded := cues.fold(name))
        if folded in pieces or re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", rights)
    ]


def _is_attribution(lines: Sequence[Line], at: int) -> bool:
    label = lines[at].label
    below = at > 0 and cues.label_only(lines[at - 1].text) == "source"
    return below or (label is not None and label[0] == "source")


def _is_under(url: str, home: str) -> bool:
    """Tell whether an address lies below another; `www.` and other sub-domains do not count."""
    try:
        page, top = urlsplit(url), urlsplit(home)
    except ValueError:
        return False
    host, of = (page.hostname or "").lower(), (top.hostname or "").lower().removeprefix("www.")
    below = host == of or host.endswith(f".{of}")
    return bool(of) and below and f"{page.path}/".startswith(f"{top.path.rstrip('/')}/")
