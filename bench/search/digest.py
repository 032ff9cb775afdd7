"""A digest for measuring search: real news sentences in many languages as short articles, or long synthetic ones."""

import csv
import random
from pathlib import Path

from generator.frontmatter import format_document

LINES_AN_ARTICLE = 2
TITLE_WORDS = 8
LANGUAGES = ("ar", "en", "fa", "he", "ru", "fr", "pt", "es")

SETTINGS = """\
languages = ["ar", "en"]
[title]
ar = "قياس"
en = "Measuring"
"""


def read_news(path: Path) -> dict[str, dict[int, str]]:
    """Return the sentences of a file of parallel news by language and line number."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {lang: {int(row["line"]): row[lang] for row in rows} for lang in LANGUAGES}


def parts_of(path: Path) -> list[list[int]]:
    """Return the line numbers that make an article: neighbours of one document."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["doc"], int(row["line"])) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    parts: list[list[int]] = []
    before = ""
    for document, line in rows:
        if document != before or len(parts[-1]) == LINES_AN_ARTICLE:
            parts.append([])
        parts[-1].append(line)
        before = document
    return parts


def write_news(folder: Path, news: Path, languages: tuple[str, ...] = LANGUAGES) -> dict[int, str]:
    """Write each part as an original in each language; return the stem (without its language) by line."""
    sentences, stems = read_news(news), {}
    write(folder / "content/digest.toml", SETTINGS)
    for part in parts_of(news):
        name = f"part-{part[0]:03}"
        stems |= dict.fromkeys(part, name)
        for lang in languages:
            text = "\n\n".join(sentences[lang][line] for line in part)
            title = " ".join(text.split()[:TITLE_WORDS])
            fields = {"title": title, "lang": lang, "published": f"2018-10-{1 + part[0] % 28:02}"}
            write(folder / f"content/articles/{name}-{lang}.{lang}.md", format_document(fields, text + "\n"))
    return stems


def write_synthetic(folder: Path, lang: str, articles: int, words: int, seed: int = 1) -> None:
    """Write articles of words drawn as often as the language uses them, in sentences of news length."""
    from wordfreq import top_n_list, word_frequency

    chance = random.Random(seed)
    vocabulary = top_n_list(lang, 30_000)
    weights = [word_frequency(word, lang) for word in vocabulary]
    write(folder / "content/digest.toml", SETTINGS)
    for number in range(articles):
        drawn = chance.choices(vocabulary, weights, k=words + 9)
        rare = chance.choices(vocabulary[200:], k=5)
        body = "\n\n".join(" ".join(drawn[start : start + 45]) + "." for start in range(9, words + 9, 45))
        fields = {
            "title": " ".join((*rare, *drawn[:5])),
            "lang": lang,
            "published": f"2024-{1 + number * 12 // articles:02}-{1 + number % 28:02}",
        }
        write(folder / f"content/articles/story-{number:05}.{lang}.md", format_document(fields, body + "\n"))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
