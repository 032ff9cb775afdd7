"""The caption of the article's picture, and whose picture it is."""

import re

from generator.importers import cues

# Before a colon, these say whose the picture is; the other words of `caption` say what it shows.
_CREDIT = re.compile(
    r"^(?P<caption>.*?)[\s.|,;(\[–—-]*"
    r"(?:(?P<label>[^\W\d_]{2,12}(?:\s[^\W\d_]{2,12})?\.?)\s?[:：=＝]\s?|(?P<sign>©|\(c\))\s*)(?P<credit>[^:：]{2,60}?)[)\]\s.]*$",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"^(?P<caption>.+[.!?…»”\"])\s+(?P<credit>[^.!?]{2,40}/[^.!?]{2,40})$")
_SAYS = frozenset({"image caption", "تصویر کا کیپشن", "التعليق على الصورة", "توضیح تصویر", "图片说明", "pictured"})


def split(text: str) -> tuple[str | None, str | None]:
    """Return the caption without its label, and the credit, of a line under a picture; None for what it lacks."""
    match = _CREDIT.match(text)
    if match and (match["sign"] or _is_credit_label(match["label"])):
        return match["caption"].strip(" .|,;–—-([") or None, match["credit"].strip(" .")
    if match := _AGENCY.match(text):
        return match["caption"].strip(), match["credit"].strip()
    labelled = cues.prefix(text)
    return (labelled[1] or None if labelled and labelled[0] == "caption" else text), None


def _is_credit_label(label: str) -> bool:
    return cues.label_only(label) == "caption" and cues.fold(label) not in map(cues.fold, _SAYS)
