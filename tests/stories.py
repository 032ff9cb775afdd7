"""A small digest with two running stories and a morning's news, in our own words, that tests of threads stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from digests import SETTINGS, Digest

THRESHOLDS = "[threads]\nassign = {assign}\nsuggest = {suggest}\n"

FERRY = """\
aliases = ["Almira ferry dispute"]
names = ["Nadia Rowan", "Selby Line"]
[title]
en = "The Almira ferry dispute"
ar = "خلاف عبّارة ألميرا"
"""
DAM = """\
names = ["Tomas Idris", "Korran"]
[title]
en = "The Korran dam"
ar = "سد كوران"
"""

CONFIRMED = {
    "ferry-1": (
        "Selby Line stops the Almira ferry",
        (
            "The Selby Line took its ferry to Port Almira out of service on Monday. Captain Nadia Rowan said "
            "that crews had not been paid since spring. Minister Orrin Vale asked both sides to meet in Port "
            "Almira."
        ),
    ),
    "ferry-2": (
        "Crews of the Selby Line go on strike in Port Almira",
        (
            "Captain Nadia Rowan led the crews of the Selby Line out of the harbour of Port Almira. The ferry "
            "lies at the quay. Minister Orrin Vale called the strike of the ferry crews a danger to the "
            "islands."
        ),
    ),
    "ferry-3": (
        "Orrin Vale meets the ferry crews",
        (
            "Minister Orrin Vale spoke with Nadia Rowan and the crews of the Selby Line in Port Almira for six "
            "hours. The ferry does not sail. The strike goes on, said Captain Nadia Rowan on the quay."
        ),
    ),
    "dam-1": (
        "Cracks in the Korran dam",
        (
            "The engineer Tomas Idris found cracks in the wall of the Korran dam. The village of Lower Maren "
            "below the dam was told to be ready. The reservoir at Korran is full to the brim after the rains."
        ),
    ),
    "dam-2": (
        "Lower Maren leaves its houses",
        (
            "The people of Lower Maren left the village below the Korran dam. Tomas Idris said that the cracks "
            "in the wall had grown. Water is let out of the reservoir at Korran day and night."
        ),
    ),
    "dam-3": (
        "Water let out at Korran",
        (
            "The reservoir behind the Korran dam fell by a metre, the engineer Tomas Idris said. Cracks in the "
            "wall are as they were. The people of Lower Maren wait in the school."
        ),
    ),
}
NEWS = {
    "strike-ends": (
        "Selby Line and crews agree in Port Almira",
        (
            "The strike of the ferry crews is over. Captain Nadia Rowan and the Selby Line signed an agreement "
            "in Port Almira, with Minister Orrin Vale looking on. The ferry sails again on Friday."
        ),
    ),
    "dam-holds": (
        "The Korran dam holds",
        (
            "The wall of the Korran dam holds, the engineer Tomas Idris said. The people of Lower Maren go home"
            " below the dam. The cracks are filled, and the reservoir at Korran is half empty."
        ),
    ),
    "bakers": (
        "Bakers hold their yearly fair",
        (
            "Forty bakers showed bread and cake in the old market hall. A loaf of rye weighing twelve kilograms"
            " won the prize. Children could knead dough, and most of them did."
        ),
    ),
}
MORNING = "2026-02-10"


def stories(folder: Path, *, assign: float = 0.6, suggest: float = 0.2) -> Digest:
    """Return a digest with two threads, three confirmed articles in each, and thresholds that a few words pass."""
    digest = Digest(folder).put("content/digest.toml", SETTINGS + THRESHOLDS.format(assign=assign, suggest=suggest))
    digest.put("content/threads/ferry.toml", FERRY).put("content/threads/dam.toml", DAM)
    for number, (name, (title, body)) in enumerate(CONFIRMED.items()):
        thread = name.partition("-")[0]
        digest.article(f"{name}.en", f"{body}\n", title=title, published=f"2026-02-0{number + 1}", threads=[thread])
    return digest


def news(digest: Digest, name: str, **fields: Any) -> Path:
    """Write an article of the morning, and return its file."""
    title, body = NEWS[name]
    digest.article(f"{name}.en", f"{body}\n", **{"title": title, "published": MORNING} | fields)
    return digest.folder / f"content/articles/{name}.en.md"


def capture(digest: Digest, name: str) -> Path:
    """Put an article of the morning into the inbox as copied text, and return the file."""
    title, body = NEWS[name]
    text = f"{title}\n\n{MORNING}\n\n{body}\n"
    digest.put(f"content/inbox/{name}.txt", text)
    return digest.folder / f"content/inbox/{name}.txt"
