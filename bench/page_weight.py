"""Weigh the pages of a built site, and count the clicks from its home page to its articles.

    python bench/page_weight.py SITE [--lang ar]

Weights are those of HTML and of HTML and style sheet together, gzip -9, without pictures and fonts: what a first visit
loads before it can be read. Clicks follow the links of one edition.
"""

import argparse
import gzip
import posixpath
import re
import statistics
from collections import Counter, deque
from pathlib import Path
from urllib.parse import unquote

TEMPLATE = re.compile(r'data-template="([^"]+)"')
LINK = re.compile(r'<a\b[^>]*? href="([^"#?:]+\.html)')


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9, mtime=0))


def weights(site: Path, lang: str) -> None:
    style = sum(packed(path) for path in site.glob("assets/style.*.css"))
    by_template: dict[str, list[int]] = {}
    for path in (site / lang).rglob("*.html"):
        found = TEMPLATE.search(path.read_text(encoding="utf-8"))
        by_template.setdefault(found[1] if found else "?", []).append(packed(path))
    print(
        f"style sheet: {style:,} bytes\n{'template':>12} {'pages':>6} {'median':>8} {'heaviest':>9} {'with style':>11}"
    )
    for template, sizes in sorted(by_template.items()):
        middle, most = round(statistics.median(sizes)), max(sizes)
        print(f"{template:>12} {len(sizes):>6} {middle:>8,} {most:>9,} {most + style:>11,}")


def clicks(site: Path, lang: str) -> None:
    home = f"{lang}/index.html"
    found, waiting = {home: 0}, deque([home])
    while waiting:
        path = waiting.popleft()
        for href in LINK.findall((site / path).read_text(encoding="utf-8")):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
            if place.startswith(f"{lang}/") and place not in found and (site / place).is_file():
                found[place] = found[path] + 1
                waiting.append(place)
    articles = [path.relative_to(site).as_posix() for path in (site / lang / "articles").glob("*.html")]
    away = Counter(found.get(path, -1) for path in articles)
    print(f"\nclicks from home to {len(articles):,} articles (-1: none leads there)")
    for number, count in sorted(away.items()):
        print(f"{number:>12} {count:>6,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--lang", default="ar")
    options = parser.parse_args()
    weights(options.site, options.lang)
    clicks(options.site, options.lang)


if __name__ == "__main__":
    main()
