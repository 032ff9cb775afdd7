"""The caption of the article's picture, and whose picture it is."""

import re
from collections.abc import Sequence

from generator.importers import cues
from generator.importers.text import credits as credits_

# Labels of two words and more are no beginning of a sentence: they need no colon, and are often glued to what they say.
_LABELLED = re.compile(
    r"(?i:image (?:caption|copyright|source|credit)|(?:media|video) caption|photo (?:caption|credit)"
    r"|التعليق على (?:الصورة|الفيديو)|صدر الصورة|مصدر الصورة|توضیح (?:تصویر|ویدئو)|منبع تصویر"
    r"|تصویر کا (?:کیپشن|ذریعہ)|د عکس (?:تشریح|سرچینه)|подпись к (?:фото|видео)|автор фото|підпис до фото"
    r"|légende image|crédit photo|pie de foto|fuente de la imagen|legenda da foto|fotoğraf altı yazısı"
    r"|keterangan gambar|sumber gambar|इमेज कैप्शन|इमेज स्रोत)(?=\W|$|[A-ZÀ-ÞА-Я])"
    r"|(?:FILE|TOPSHOT)(?: PHOTO)?\s[-–—]\s"
)


def is_credited(text: str) -> bool:
    """Tell whether `text` ends with whose picture it is, as captions do and sentences of an article do not."""
    credit = credits_.find(text)
    return credit is not None and credit.kind == "sure"


def is_shown(text: str) -> bool:
    """Tell whether `text` says whose picture it is, or is no sentence and ends with an agency in brackets."""
    credit = credits_.find(text)
    return credit is not None and credit.kind in ("sure", "shown")


def attributed(texts: Sequence[str]) -> list[int]:
    """Return which of the lines of an article are captions that end with an agency, or with a name in brackets.

    Paragraphs end so, too: that counts where several lines do, or where nothing else stands in a line. The last line of
    an article is not among `texts`.
    """
    found = {at: credit for at, text in enumerate(texts) if (credit := credits_.find(text)) and credit.kind != "sure"}
    sentences = [credit for credit in found.values() if credit.kind != "shown"]
    if len(sentences) > 1 and any(credit.kind == "agency" or " " in credit.name for credit in sentences):
        return list(found)
    return [
        at for at, credit in found.items() if credit.kind == "shown" or (credit.kind == "agency" and credit.at == 0)
    ]


def is_labelled(text: str) -> bool:
    """Tell whether `text` begins with words that only stand before what a picture shows, or whose it is."""
    return _LABELLED.match(text) is not None


def split(text: str) -> tuple[str | None, str | None]:
    """Return the caption without its label, and the credit, of a line under a picture; None for what it lacks."""
    credit = credits_.find(text)
    caption = text[: credit.at].strip() if credit else text
    labelled = cues.prefix(caption)
    return (labelled[1] if labelled and labelled[0] == "caption" else caption) or None, credit.name if credit else None
