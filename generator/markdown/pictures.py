"""A picture as HTML: the browser chooses the format and the width, and knows the height before it has the file."""

import html
import re
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeAlias

from generator.model import Picture, Rendition

Find: TypeAlias = Callable[[str], Picture | None]
"""What returns the picture that a body means by what it wrote, or None where there is none to show."""

SIZES = "(min-width: 46em) 42rem, 94vw"
"""How wide the column of text is that pictures stand in."""

_OURS = re.compile(r"(?:(?:\.\./)*|/|https?://[^\s\"'<>,]+/)assets/[\w.-]+", re.ASCII)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def none_found(written: str) -> None:
    """Find no picture."""


def picture_html(picture: Picture, alt: str, root: str, *, lead: bool = False) -> str:
    """Return a picture; `root` leads to the site, and `lead` says that it is among the first things a reader sees."""
    sources = "".join(
        f'<source type="{kind}" srcset="{_srcset(files, root)}" sizes="{SIZES}">'
        for kind, files in groupby(picture.choices, key=lambda each: each.type)
    )
    shown = picture.fallback
    when = 'fetchpriority="high"' if lead else 'loading="lazy"'
    return (
        f'<picture>{sources}<img src="{html.escape(root + shown.path)}" alt="{html.escape(_BIDI.sub("", alt))}"'
        f' width="{shown.width}" height="{shown.height}" {when} decoding="async"></picture>'
    )


def _srcset(files: Iterable[Rendition], root: str) -> str:
    return html.escape(", ".join(f"{root}{each.path} {each.width}w" for each in files))


def is_ours(value: str) -> bool:
    """Say whether a `src` or `srcset` names files that the build has made of pictures, and nothing else."""
    return all(_OURS.fullmatch(each.strip().partition(" ")[0]) for each in value.split(","))
