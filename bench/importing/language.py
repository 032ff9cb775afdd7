"""Measure how well languages and old encodings are told, on data beside the checkout that nobody here wrote.

    python bench/importing/language.py [--shared FOLDER]

Languages: headlines, first paragraphs and bodies of `extraction/cases.jsonl` and sentences of
`translation/ntrex-news-500.tsv`, one answer each, no language given; then how often answers are right by how sure they
say they are. Encodings: bodies and sentences in the encodings of their languages, whole and the first 300 bytes: `read`
rightly, `refused`, or read `wrong`. False alarms: mojibake found in honest text.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator.errors import ImportFailed
from generator.importers.characters import encodings, mojibake
from generator.importers.language import guess

OLD = {
    "ar": "cp1256 iso8859_6", "ur": "cp1256", "he": "cp1255", "ru": "cp1251 koi8_r iso8859_5 cp866", "el": "cp1253",
    "mk": "cp1251", "pl": "cp1250 iso8859_2", "hr": "cp1250", "tr": "cp1254", "de": "cp1252", "fr": "cp1252",
    "es": "cp1252", "pt": "cp1252", "zh": "gb18030 big5", "ja": "shift_jis euc_jp", "ko": "euc_kr", "th": "cp874",
}  # fmt: skip


def samples(shared: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, language, text)."""
    for line in (shared / "extraction" / "cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        for title in [case["title"] or "", *(case.get("related") or [])]:
            if len(title) >= 20 or (len(title) >= 8 and case["lang"] in ("zh", "ja", "ko")):
                yield "titles", case["lang"], title
        if case["paragraphs"]:
            yield "first paragraphs", case["lang"], case["paragraphs"][0]
            yield "bodies", case["lang"], "\n".join(case["paragraphs"])
    table = shared / "translation" / "ntrex-news-500.tsv"
    header, *rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    for row in rows:
        for lang, text in zip(header[2:], row[2:], strict=True):
            if len(text) >= 20:
                yield "sentences", lang, text
                yield "their first 60", lang, text[:60].rpartition(" ")[0] or text


def languages(rows: list[tuple[str, str, str]]) -> None:
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    spent: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    sure: dict[int, list[bool]] = defaultdict(list)
    guess("Livorno 2024")
    for kind, lang, text in rows:
        kinds = [kind, "titles under 30"] if kind == "titles" and len(text) < 30 else [kind]
        began = time.process_time()
        found, share = guess(text)
        spent[kind] += time.process_time() - began  # type: ignore[assignment]
        sure[min(9, int(share * 10))].append(found == lang)
        for each in kinds:
            asked[each] += 1
            right[each] += found == lang
            wrong[each][f"{lang} > {found}"] += found != lang
    for kind in asked:
        cost = f"{spent[kind] / asked[kind] * 1000:.2f} ms" if spent[kind] else ""
        print(
            f"{kind:18} {asked[kind]:6} right {right[kind] / asked[kind]:.4f} {cost:8}", (+wrong[kind]).most_common(8)
        )
    print("sure, and how often right:", ", ".join(f".{at}: {sum(was) / len(was):.3f} of {len(was)}"
                                                  for at, was in sorted(sure.items())))  # fmt: skip


def old_encodings(rows: list[tuple[str, str, str]]) -> None:
    counts: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    began, asked = time.process_time(), 0
    for kind, lang, text in rows:
        if kind not in ("bodies", "sentences") or len(text) < 120:
            continue
        for encoding in OLD.get(lang, "").split():
            whole = text.encode(encoding, "ignore")
            for part, data in (("whole", whole), ("300 bytes", whole[:300])):
                if data.isascii():
                    continue
                asked += 1
                try:
                    found = encodings.decode(data, "x").text == data.decode(encoding, "replace")
                    counts[lang, encoding, part]["read" if found else "wrong"] += 1
                except ImportFailed:
                    counts[lang, encoding, part]["refused"] += 1
    for (lang, encoding, part), count in counts.items():
        print(f"{lang} {encoding:10} {part:10}", dict(count))
    print(f"{(time.process_time() - began) / asked * 1000:.1f} ms each")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    rows = list(samples(parser.parse_args().shared))
    languages(rows)
    old_encodings(rows)
    alarms = sum(bool(mojibake.offer(text, wanted=False)[1]) for _, _, text in rows)
    print(f"mojibake found in {alarms} of {len(rows)} honest texts")


if __name__ == "__main__":
    main()
