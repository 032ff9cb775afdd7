"""The font that a site brings, where its settings ask for one: whom it is owed to, and which pages need it at once."""

from generator import locales
from generator.config import FontChoice
from generator.model import Link, Text
from generator.theme import Font

_NAMES = {"naskh": "Noto Naskh Arabic (SIL Open Font License 1.1)"}
_NASTALIQ = frozenset({"ur", "ks", "pnb", "skr"})
"""Languages of Arabic script that are set in Nastaliq: the theme asks for it first, and readers may have it."""


def typeface(font: Font | None, choice: FontChoice) -> Link | None:
    """Return the name of the font that comes with a site, leading to its licence."""
    if font is None:
        return None
    return Link(path=font.licence.path, text=Text(text=_NAMES[choice], lang="en", dir="ltr"))


def needed_at_once(font: Font | None, lang: str) -> tuple[str, ...]:
    """Return the files of the font that a page in `lang` is set in: there browsers should not wait for the style."""
    set_in_it = locales.script(lang) == "Arab" and lang.partition("-")[0] not in _NASTALIQ
    return (font.file.path,) if font and set_in_it else ()
