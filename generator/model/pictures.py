"""Pictures as pages show them."""

from typing import Literal, TypeAlias

from generator.model.values import Value

PictureType: TypeAlias = Literal["image/avif", "image/webp", "image/jpeg", "image/png"]


class Rendition(Value, frozen=True, kw_only=True):
    """One file made of a picture: its path in the site, and its size in pixels."""

    path: str
    type: PictureType
    width: int
    height: int


class Picture(Value, frozen=True, kw_only=True):
    """A picture of `content/pictures/`: what browsers may choose from, best format first, narrowest file first.

    `fallback` is the widest, in a format that every reader of pages and feeds knows.
    """

    choices: tuple[Rendition, ...]
    fallback: Rendition
