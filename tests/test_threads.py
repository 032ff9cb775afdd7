"""A fresh article joins a thread by itself only where nothing else is possible."""

import pytest

from generator.model import Thread
from generator.threads.aliases import match

LIBYA = Thread(id="libya", path="", title={"en": "Libya"}, aliases=("الأزمة الليبية", "Libya", "ليبيا", "利比亚"))
CUP = Thread(id="cup", path="", title={"en": "Cup"}, aliases=("كأس العالم", "World Cup", "Кубок мира", "גביע העולם"))
CLOSED = Thread(id="old", path="", title={"en": "Old"}, status="closed", aliases=("Ferry",))
THREADS = (LIBYA, CUP, CLOSED)


@pytest.mark.parametrize(
    ("title", "thread"),
    [
        ("وقف القتال في ليبيا", "libya"),
        ("وليبيا تنتظر", "libya"),
        ("حل للأزمة الليبيّة", "libya"),
        ("TALKS ON LIBYA.", "libya"),
        ("Сборная едет на Кубок мира", "cup"),
        ("הנבחרת בגביע העולם", "cup"),
        ("关于利比亚局势", "libya"),
        ("Libyan talks", None),
        ("ليبيانا تطلق خدمة", None),
        ("The Ferry is back", "old"),
        ("", None),
    ],
)
def test_an_alias_stands_as_a_word(title: str, thread: str | None) -> None:
    assert match(title, "", THREADS) == thread


def test_the_lede_counts_too() -> None:
    assert match("عنوان", "لقاء بشأن ليبيا", THREADS) == "libya"


def test_two_threads_are_none() -> None:
    assert match("Libya at the World Cup", "", THREADS) is None
    assert match("World Cup", "Libya", THREADS) is None
