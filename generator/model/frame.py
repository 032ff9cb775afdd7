"""What surrounds every page of one language."""

from generator.model.pieces import Link, Text
from generator.model.values import Direction, Value


class Frame(Value, frozen=True, kw_only=True):
    """What surrounds every page of one language. `strings` are the interface's words, plural forms resolved by plan.

    `fonts` are files that every page in this language needs at once.
    `nameplate` and `motto` are the title and the description of the site, in a language that they are there in.
    `digits` are those of the page, as Unicode names them: `latn`, `arab` or `arabext`.
    `og_locales` are the other editions' locales as Open Graph writes them, by their `hreflang`.
    """

    lang: str
    dir: Direction
    digits: str
    site_title: str
    nameplate: Text
    motto: Text | None
    base_url: str
    og_locale: str
    og_locales: dict[str, str]
    home: str
    nav: tuple[Link, ...]
    sections: tuple[Link, ...]
    strip: tuple[Link, ...]
    follow: tuple[Link, ...]
    foot: tuple[Link, ...]
    feed: str
    stylesheet: str
    fonts: tuple[str, ...]
    icon: str
    strings: dict[str, str]
