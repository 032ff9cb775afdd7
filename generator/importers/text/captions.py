"""The caption of the article's picture, and whose picture it is."""

import re
from functools import lru_cache

from generator.importers import cues

# Before a colon, these say whose the picture is; the other words of `caption` say what it shows.
_CREDIT = re.compile(
    r"[\s.|,;(\[–—-]*+"
    r"(?P<label>[^\W\d_]{2,12}+(?:\s[^\W\d_]{2,12}+)?+\.?)\s?(?:[:：=＝]\s?|(?<=\.)\s)"
    r"(?P<credit>[^:：]{2,60}?)[)\]\s.]*$"
)
_SIGNED = re.compile(r"[\s.|,;(\[–—-]*(?:©|\(c\))\s*(?P<credit>[^:：©]{2,90}?)[)\]\s.]*$", re.IGNORECASE)
# No credit is without a match of this, which is found much faster.
_MARK = re.compile(r"[:：=＝©]|\.\s|\(c\)", re.IGNORECASE)
_SIGNS = ("©", "(c)", "(C)")
_BEHIND = " .)]"
_PARTING = " \u00a0\u202f.|,;–—-(["
# The longest credit, the mark before it and the space between them; the longest label and the space behind it.
_REACH, _LABEL = 100, 27
_AGENCY = re.compile(r"^(?P<caption>.+[.!?…»”\"])\s+(?P<credit>[^.!?]{2,40}/[^.!?]{2,40})$")
# Who sells pictures, and who sells news as well: the latter alone in a line may be the source of the article.
_PICTURES = r"getty(?: images)?|shutterstock|i?stock(?:photo)?|alamy|imago(?: images)?|epa(?:-efe)?|picture alliance"
_NEWS = r"afp|ap|reuters|dpa|ansa|efe|tass|xinhua|anadolu|bloomberg|keystone|apa|pap|cnp|upi|zuma"
_SOLD = re.compile(rf"(?:^(?:{_PICTURES})|[/|]\s?(?:{_PICTURES}|{_NEWS})(?:\s?/\s?(?:{_NEWS}))?)$", re.IGNORECASE)
# Longer than the longest of these names.
_SHORT = 30
_SAYS = frozenset({"image caption", "تصویر کا کیپشن", "التعليق على الصورة", "توضیح تصویر", "图片说明", "pictured"})

# Labels of two words and more are no beginning of a sentence: they need no colon, and are often glued to what they say.
_LABELLED = re.compile(
    r"(?i:image (?:caption|copyright|source|credit)|(?:media|video) caption|photo (?:caption|credit)"
    r"|التعليق على (?:الصورة|الفيديو)|صدر الصورة|مصدر الصورة|توضیح (?:تصویر|ویدئو)|منبع تصویر"
    r"|تصویر کا (?:کیپشن|ذریعہ)|د عکس (?:تشریح|سرچینه)|подпись к (?:фото|видео)|автор фото|підпис до фото"
    r"|légende image|crédit photo|pie de foto|fuente de la imagen|legenda da foto|fotoğraf altı yazısı"
    r"|keterangan gambar|sumber gambar|इमेज कैप्शन|इमेज स्रोत)(?=\W|$|[A-ZÀ-ÞА-Я])"
)


# In Chinese and Japanese the word for the one who took the picture stands after the name.
_TAKEN_BY = re.compile(r"(?:摄|攝|撮影)[)）]?$")


@lru_cache(maxsize=1024)
def is_credited(text: str) -> bool:
    """Tell whether `text` ends with whose picture it is, as captions do and sentences of an article do not."""
    if not text.isascii() and _TAKEN_BY.search(text):
        return True
    if (len(text) < _SHORT or "/" in text or "|" in text) and _SOLD.search(text):
        return True
    return split(text)[1] is not None and not _AGENCY.match(text)


def is_labelled(text: str) -> bool:
    """Tell whether `text` begins with words that only stand before what a picture shows, or whose it is."""
    return _LABELLED.match(text) is not None


def split(text: str) -> tuple[str | None, str | None]:
    """Return the caption without its label, and the credit, of a line under a picture; None for what it lacks."""
    # No credit is longer than its reach, so that no mark before it parts one.
    marked = _MARK.search(text, max(0, len(text.rstrip(_BEHIND)) - _REACH))
    if marked and (match := _credit(text, marked.start())):
        return text[: match.start()].strip(" .|,;–—-([") or None, match["credit"].strip(" .")
    if match := _AGENCY.match(text) if "/" in text else None:
        return match["caption"].strip(), match["credit"].strip()
    labelled = cues.prefix(text)
    return (labelled[1] or None if labelled and labelled[0] == "caption" else text), None


def _credit(text: str, mark: int) -> re.Match[str] | None:
    """Return where the credit of a caption begins, of which `mark` is the first place where one may be parted."""
    begin = len(text[: max(0, mark - _LABEL)].rstrip(_PARTING))
    if any(map(text.__contains__, _SIGNS)) and (match := _SIGNED.search(text, begin)):
        return match
    match = _CREDIT.search(text, begin)
    return match if match and _is_credit_label(match["label"]) else None


def _is_credit_label(label: str) -> bool:
    return cues.label_only(label) == "caption" and cues.fold(label) not in map(cues.fold, _SAYS)
