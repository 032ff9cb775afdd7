"""In which script a text is written, and whether it holds words at all."""

import re

from generator.locales import script

_LETTERS = {
    "Arab": r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]",
    "Hebr": r"[\u05d0-\u05ea\ufb1d-\ufb4f]",
    "Cyrl": r"[\u0400-\u0481\u048a-\u052f]",
    "Grek": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "Armn": r"[\u0531-\u0587]",
    "Geor": r"[\u10a0-\u10ff]",
    "Deva": r"[\u0904-\u0939\u0958-\u0961]",
    "Beng": r"[\u0985-\u09b9]",
    "Thai": r"[\u0e01-\u0e2e]",
    "Hang": r"[\uac00-\ud7af]",
    "Hans": r"[\u4e00-\u9fff]",
    "Hant": r"[\u4e00-\u9fff]",
    "Jpan": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "Latn": r"[A-Za-z\u00c0-\u024f]",
}
_SCRIPTS = {name: re.compile(letters) for name, letters in _LETTERS.items()}


def holds_words(text: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether `text` has something to translate: a letter that is not of the target's script alone."""
    if not any(character.isalpha() for character in text):
        return False
    here, there = _SCRIPTS.get(script(source_lang)), _SCRIPTS.get(script(target_lang))
    return here is None or here is there or bool(here.search(text))


def wrong_script(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001 - one of many checks
    """Tell whether an answer has letters of another script than its own, or none of its own."""
    if not scripts_differ(source_lang, target_lang):
        return False
    here, there = _SCRIPTS.get(script(source_lang)), _SCRIPTS.get(script(target_lang))
    if here and here is not _SCRIPTS["Latn"] and here.search(answer):
        return True
    return bool(there and not there.search(answer))


def scripts_differ(source_lang: str, target_lang: str) -> bool:
    """Tell whether two languages are written in different scripts."""
    return script(source_lang) != script(target_lang)
