"""Lists of feeds (OPML), as readers of feeds write them."""

from generator.errors import ImportFailed
from generator.importers.characters.hygiene import clean_line
from generator.importers.feeds.xml import parse
from generator.importers.lists.members import Member

MAX_FEEDS = 1000


def members(data: bytes, name: str) -> tuple[Member, ...]:
    """Return the feeds in the list, each once, in its order."""
    root = parse(data, name)
    if root is None:
        raise ImportFailed("the list of feeds (OPML) is not well-formed XML", file=name, hint="export it again")
    found: dict[str, Member] = {}
    for outline in root.iter():
        keys = {key.lower(): value for key, value in outline.attrib.items()}
        address = keys.get("xmlurl", "").strip()
        if address:
            title = clean_line(keys.get("title") or keys.get("text") or address)
            found.setdefault(address, Member(name=title, address=address, is_feed=True))
    if not found:
        raise ImportFailed("the list of feeds (OPML) names no feed", file=name, hint="its outlines have no `xmlUrl`")
    if len(found) > MAX_FEEDS:
        raise ImportFailed(f"the list names more than {MAX_FEEDS} feeds", file=name, hint="split it")
    return tuple(found.values())
