"""The picture of an article: its address from the head, its caption and whom it is credited to from its figure."""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from generator.importers import cues
from generator.importers.html.head import Head
from generator.importers.html.passages import BITS, Passage
from generator.model import Draft

_CREDIT = re.compile(
    r"[\s(\[|/–—-]*(?:©|\(c\)|(?:photo(?:graph)?s?(?: credit| by)?|foto|fotos|credit|crédit|credits|bild|quelle|image"
    r"|images|picture|imagen|immagine|zdj|zdjęcie|fotoğraf|kaynak|фото|φωτογραφία|φωτο|صورة|تصوير|الصورة|عکس|تصویر|צילום"
    r"|写真|圖片?來源|图片来源|사진)\s*[:：/=])\s*(?P<who>[^:：]{2,80}?)[)\]\s.]*$",
    re.IGNORECASE,
)


class Picture(NamedTuple):
    """The picture of an article; empty means unknown."""

    address: str = ""
    caption: str = ""
    credit: str = ""


def picture(passages: Sequence[Passage], head: Head, around: Draft) -> Picture:
    """Return the picture that the head names, with the caption of the first figure of the page that has one."""
    caption, credit = _first_figure(passages)
    if not caption:
        caption, found = split_credit(head.image_caption or around.image_caption or "")
        credit = credit or found
    return Picture(head.image, caption, credit or head.image_credit)


def split_credit(caption: str) -> tuple[str, str]:
    """Return a caption and the name that it is credited to, where that is marked."""
    match = _CREDIT.search(caption)
    return (caption[: match.start()].rstrip(" |/–—-(["), match["who"].strip()) if match else (caption, "")


def _first_figure(passages: Sequence[Passage]) -> tuple[str, str]:
    for number, members in groupby(passages, key=lambda p: p.figure):
        lines = list(members) if number else []
        texts = [p for p in lines if p.tag in ("figcaption", "p", "div") and len(p.text) < 600]
        credits_ = [p for p in texts if re.search("credit|copyright|source|author", p.kind, re.IGNORECASE)]
        captions = [p for p in texts if p not in credits_ and p.hints & BITS["caption"]]
        if captions:
            caption, credit = split_credit(captions[0].text)
            named = split_credit(credits_[0].text) if credits_ else ("", "")
            return caption, credit or named[1] or named[0] or _labelled([p.text for p in captions[1:]])
    return "", ""


def _labelled(lines: Sequence[str]) -> str:
    found = (split_credit(line) for line in lines)
    return next((credit for caption, credit in found if credit and not cues.fold(caption)), "")
