"""The picture of an article: its address from the head, its caption and whom it is credited to from its figure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from generator.importers import cues
from generator.importers.html.head import Head, absolute, is_address
from generator.importers.html.nodes import Node
from generator.importers.html.passages import BITS, Passage
from generator.importers.text.captions import split
from generator.model import Draft

_CREDIT = re.compile(
    r"[\s(\[|/–—-]*(?:©|\(c\)|(?:photo(?:graph)?s?(?: credit| by)?|foto|fotos|credit|crédit|credits|bild|quelle|image"
    r"|images|picture|imagen|immagine|zdj|zdjęcie|fotoğraf|kaynak|фото|φωτογραφία|φωτο|صورة|تصوير|الصورة|عکس|تصویر|צילום"
    r"|写真|圖片?來源|图片来源|사진)\s*[:：/=])\s*(?P<who>[^:：]{2,80}?)[)\]\s.]*$",
    re.IGNORECASE,
)


_ARTICLE = frozenset({"article", "main"})
_BESIDE = frozenset({"aside", "nav", "footer"})
_LARGE = 200


# A text of so many captions or more, which are most of it, is told by pictures.
_GALLERY = 3


class Picture(NamedTuple):
    """The picture of an article; empty means unknown. `shown` is the caption as it stands on the page."""

    address: str = ""
    caption: str = ""
    credit: str = ""
    shown: str = ""


def picture(passages: Sequence[Passage], head: Head, around: Draft) -> Picture:
    """Return the picture that the head names, with the caption of the first figure of the page that has one."""
    caption, credit, shown = _first_figure(passages)
    if not caption:
        caption, found = split_credit(head.image_caption or around.image_caption or "")
        credit = credit or found
    return Picture(head.image, caption, credit or head.image_credit, shown)


def gallery(passages: Sequence[Passage], taken: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the captions of an article that is told by its pictures: they are most of its text. Others have none."""
    captions = tuple(
        passage
        for passage in passages
        if passage.tag == "figcaption" and passage.figure and not passage.hints & (BITS["side"] | BITS["related"])
    )
    is_told = len({passage.figure for passage in captions}) >= _GALLERY
    told = _letters(passage for passage in taken if passage not in captions)
    return captions if is_told and _letters(captions) > told else ()


def _letters(passages: Iterable[Passage]) -> int:
    return sum(len(passage.text) for passage in passages)


def with_picture(head: Head, tree: Node) -> Head:
    """Return what the head says, and where it names no picture, the first large one of the article with a caption."""
    if head.image:
        return head
    addresses = (_address(image, head.base) for figure in tree.iter("figure") for image in _shown(figure))
    return msgspec.structs.replace(head, image=next(filter(None, addresses), ""))


def _shown(figure: Node) -> Iterator[Node]:
    """Yield the pictures of a figure with a caption that stands in the article, and is large as far as it is said."""
    around = {each.tag for each in figure.iterancestors()}
    captions = (caption.text_content().strip() for caption in figure.iter("figcaption"))
    if around & _ARTICLE and not around & _BESIDE and any(captions):
        yield from (image for image in figure.iter("img") if not _is_small(image))


def _is_small(image: Node) -> bool:
    sizes = (re.match(r"\d{1,5}", image.get(key) or "") for key in ("width", "height"))
    return any(size and int(size[0]) < _LARGE for size in sizes)


def _address(image: Node, base: str) -> str:
    """Return where a picture lies: pages that load pictures late name it elsewhere than in `src`."""
    names = ("data-src", "data-original", "data-lazy-src", "src", "data-srcset", "srcset")
    given = (absolute(_one(image.get(name) or ""), base) for name in names)
    return next(filter(is_address, given), "")


def _one(addresses: str) -> str:
    """Return an address, and of several for screens of different sizes the last, which is that of the largest."""
    return (addresses.rsplit(", ", maxsplit=1)[-1].split() or [""])[0]


def split_credit(caption: str) -> tuple[str, str]:
    """Return a caption and the name that it is credited to, where that is marked."""
    if match := _CREDIT.search(caption):
        return caption[: match.start()].rstrip(" |/–—-(["), match["who"].strip()
    shown, name = split(caption)
    return (_with_stop(shown or "", caption), name) if name else (caption, "")


def _with_stop(shown: str, caption: str) -> str:
    """Return the caption that is left with the full stop that it had."""
    return f"{shown}." if shown and caption[len(shown) :].startswith(".") else shown


def _first_figure(passages: Sequence[Passage]) -> tuple[str, str, str]:
    for number, members in groupby(passages, key=lambda p: p.figure):
        lines = list(members) if number else []
        texts = [p for p in lines if p.tag in ("figcaption", "p", "div") and len(p.text) < 600]
        credits_ = [p for p in texts if re.search("credit|copyright|source|author", p.kind, re.IGNORECASE)]
        captions = [p for p in texts if p not in credits_ and p.hints & BITS["caption"]]
        if captions:
            caption, credit = split_credit(captions[0].text)
            named = split_credit(credits_[0].text) if credits_ else ("", "")
            credit = credit or named[1] or named[0] or _labelled([p.text for p in captions[1:]])
            return caption, credit, captions[0].text
    return "", "", ""


def _labelled(lines: Sequence[str]) -> str:
    found = (split_credit(line) for line in lines)
    return next((credit for caption, credit in found if credit and not cues.fold(caption)), "")
