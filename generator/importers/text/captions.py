"""The caption of the article's picture, and whose picture it is."""

import re

from generator.importers import cues

# Before a colon, these say whose the picture is; the other words of `caption` say what it shows.
_CREDIT = re.compile(
    r"^(?P<caption>.*?)[\s.|,;(\[–—-]*"
    r"(?P<label>[^\W\d_]{2,12}(?:\s[^\W\d_]{2,12})?\.?)\s?(?:[:：=＝]\s?|(?<=\.)\s)"
    r"(?P<credit>[^:：]{2,60}?)[)\]\s.]*$"
)
_SIGNED = re.compile(
    r"^(?P<caption>.*?)[\s.|,;(\[–—-]*(?:©|\(c\))\s*(?P<credit>[^:：©]{2,90}?)[)\]\s.]*$", re.IGNORECASE
)
# No credit is without a match of this, which is found much faster.
_MARK = re.compile(r"[:：=＝©]|\.\s|\(c\)", re.IGNORECASE)
_BEHIND = " .)]"
# The longest credit, the mark before it and the space between them.
_REACH = 100
_AGENCY = re.compile(r"^(?P<caption>.+[.!?…»”\"])\s+(?P<credit>[^.!?]{2,40}/[^.!?]{2,40})$")
# Who sells pictures, and who sells news as well: the latter alone in a line may be the source of the article.
_PICTURES = r"getty(?: images)?|shutterstock|i?stock(?:photo)?|alamy|imago(?: images)?|epa(?:-efe)?|picture alliance"
_NEWS = r"afp|ap|reuters|dpa|ansa|efe|tass|xinhua|anadolu|bloomberg|keystone|apa|pap|cnp|upi|zuma"
_SOLD = re.compile(rf"(?:^(?:{_PICTURES})|[/|]\s?(?:{_PICTURES}|{_NEWS})(?:\s?/\s?(?:{_NEWS}))?)$", re.IGNORECASE)
# Longer than the longest of these names.
_SHORT = 30
_SAYS = frozenset({"image caption", "تصویر کا کیپشن", "التعليق على الصورة", "توضیح تصویر", "图片说明", "pictured"})


# In Chinese and Japanese the word for the one who took the picture stands after the name.
_TAKEN_BY = re.compile(r"(?:摄|攝|撮影)[)）]?$")


def is_credited(text: str) -> bool:
    """Tell whether `text` ends with whose picture it is, as captions do and sentences of an article do not."""
    if not text.isascii() and _TAKEN_BY.search(text):
        return True
    if (len(text) < _SHORT or "/" in text or "|" in text) and _SOLD.search(text):
        return True
    return split(text)[1] is not None and not _AGENCY.match(text)


def split(text: str) -> tuple[str | None, str | None]:
    """Return the caption without its label, and the credit, of a line under a picture; None for what it lacks."""
    # No credit is longer than its reach, so that no mark before it parts one.
    marked = _MARK.search(text, max(0, len(text.rstrip(_BEHIND)) - _REACH))
    match = _SIGNED.match(text) if marked else None
    if marked and not match:
        match = _CREDIT.match(text)
        match = match if match and _is_credit_label(match["label"]) else None
    if match:
        return match["caption"].strip(" .|,;–—-([") or None, match["credit"].strip(" .")
    if match := _AGENCY.match(text) if "/" in text else None:
        return match["caption"].strip(), match["credit"].strip()
    labelled = cues.prefix(text)
    return (labelled[1] or None if labelled and labelled[0] == "caption" else text), None


def _is_credit_label(label: str) -> bool:
    return cues.label_only(label) == "caption" and cues.fold(label) not in map(cues.fold, _SAYS)
