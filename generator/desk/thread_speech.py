"""The words in which editors are told of threads: English from commands, the language of its page in the preview."""

import re
from functools import cache
from pathlib import Path

from generator.folders import builtin_theme, theme_folders
from generator.model import Value
from generator.theme import ThemeFiles

_PLACE = re.compile(r"\{(\w+)\}")


class Speech(Value, frozen=True, kw_only=True):
    """Sentences in one language, by their keys in the theme's strings, which begin with `why_`."""

    lang: str
    sentences: dict[str, str]

    def say(self, key: str, **values: str) -> str:
        """Return a sentence with its places filled in; braces in what is filled in are no places."""
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), self.sentences[key])


@cache
def english() -> Speech:
    """Return the built-in words in English."""
    return Speech(lang="en", sentences=ThemeFiles((builtin_theme(),)).strings("en").plain)


def speech(project: Path, lang: str) -> Speech:
    """Return the words that a digest's theme has in a language, or else in English."""
    strings = ThemeFiles(theme_folders(project)).strings(lang)
    return Speech(lang=strings.lang, sentences=strings.plain)
