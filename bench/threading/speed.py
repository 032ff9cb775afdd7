"""CPU time of deciding on one new article against many threads, index warm, in process.

python bench/threading/speed.py ../shared/threading/wcep.jsonl [--threads 500] [--words 28 500 2000]
"""

import argparse
import json
import time
from pathlib import Path

from generator.threads import Item, Matcher, Outline, Thresholds

SEEDS = 10
ARTICLES = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wcep", type=Path)
    parser.add_argument("--threads", type=int, default=500)
    parser.add_argument("--words", type=int, nargs="*", default=[28, 500, 2000])
    options = parser.parse_args()
    rows = sorted(map(json.loads, options.wcep.open()), key=lambda row: (row["root"], row["id"]))
    outlines = [Outline(id=str(at), titles={"en": rows[at * SEEDS]["root"]}) for at in range(options.threads)]
    matcher = Matcher(outlines, Thresholds())
    for at in range(options.threads * SEEDS):
        matcher.seed(item(rows[at], rows[at]["text"]), str(at // SEEDS))
    matcher.score(item(rows[-1], rows[-1]["text"]))
    texts = [row["text"] for row in rows]
    for words in options.words:
        spent = []
        for at in range(ARTICLES):
            start = (at * 37) % (len(texts) - 200)
            text = " ".join(" ".join(texts[start : start + 200]).split()[:words]) if words > 40 else texts[start]
            each = item(rows[start], text)
            began = time.process_time()
            matcher.score(each)
            spent.append(time.process_time() - began)
        spent.sort()
        p50, p99 = spent[ARTICLES // 2], spent[ARTICLES * 99 // 100]
        print(f"{options.threads} threads, {words} words: p50 {p50 * 1e3:.2f} ms, p99 {p99 * 1e3:.2f} ms")


def item(row: dict, text: str) -> Item:
    return Item(id=row["id"], date=row["date"], lang="en", text=text)


if __name__ == "__main__":
    main()
