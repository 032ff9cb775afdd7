"""What surrounds every page of one language."""

from generator.model.pieces import Link
from generator.model.values import Direction, Value


class Frame(Value, frozen=True, kw_only=True):
    """What surrounds every page of one language. `strings` are the interface's words, plural forms resolved by plan."""

    lang: str
    dir: Direction
    site_title: str
    site_description: str
    base_url: str
    og_locale: str
    og_alternates: tuple[str, ...]
    home: str
    nav: tuple[Link, ...]
    sections: tuple[Link, ...]
    strip: tuple[Link, ...]
    follow: tuple[Link, ...]
    feed: str
    stylesheet: str
    icon: str
    strings: dict[str, str]
