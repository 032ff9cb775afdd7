"""`nashra list`: the stories there are, in which languages, and what they need."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import click

from generator.cli.common import digest, project_option, result, say, write_json
from generator.config import Config, load_config
from generator.config.fields import nearest
from generator.content import load
from generator.content.articles import first_originals, first_translations
from generator.content.needs import open_needs
from generator.desk.updating import UPDATE
from generator.errors import UsageError
from generator.link import ids_of_today, threads_of
from generator.model import Article, Value

ANY = "*"
"""What `--needs` stands for without a key."""

_NEEDED = frozenset({"title", "lang", "published", "publisher", "url", UPDATE})


class Row(Value, frozen=True, kw_only=True):
    """One story. `languages` says of each what it is: `original`, the status of a translation, or `missing`."""

    stem: str
    title: str
    lang: str
    published: str
    path: str
    publisher: str
    section: str
    threads: tuple[str, ...]
    languages: dict[str, str]
    needs: tuple[str, ...]
    draft: bool
    private: bool


@click.command("list")
@project_option
@click.option(
    "--needs",
    is_flag=False,
    flag_value=ANY,
    default=None,
    metavar="[KEY]",
    help="Only stories of which something (or this key) is not known yet: what, where, title.",
)
@click.option("--lang", default=None, help="Only stories that there are in this language.")
@click.option("--thread", default=None, metavar="ID", help="Only stories of this thread.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a story, a line each.")
def list_command(project: Path | None, needs: str | None, lang: str | None, thread: str | None, as_json: bool) -> None:
    """List the stories, newest first: date, languages, thread, title."""
    folder = digest(project)
    config, _ = load_config(folder)
    content = load(folder, config, {}, jobs=1)
    called_now = ids_of_today(content.threads)
    every = rows_of(content.articles, config, called_now)
    if needs not in (None, ANY):
        _check_key(needs, _NEEDED | {key for row in every for key in row.needs})
    if thread is not None:
        _check_thread(
            called_now.get(thread, thread), {*content.threads, *(each for row in every for each in row.threads)}
        )
    rows = [
        row
        for row in every
        if (needs is None or (row.needs if needs == ANY else needs in row.needs))
        and (lang is None or row.languages.get(lang, "missing") != "missing")
        and (thread is None or called_now.get(thread, thread) in row.threads)
    ]
    if as_json:
        for row in rows:
            write_json(row)
        return
    for line in aligned([_cells(row) if needs is None else _cells_of_needs(row) for row in rows]):
        result(line)
    say(f"{len(rows)} {'story' if len(rows) == 1 else 'stories'}")


def _check_key(key: str, known: Collection[str]) -> None:
    """Raise UsageError for a key that nothing could need: no story is found then, and that would be no good news."""
    if key not in known:
        near = nearest(key, known)
        hint = f"did you mean `{near}`?" if near else f"an import may leave open: {', '.join(sorted(known))}"
        raise UsageError(f"no story can need `{key}`", hint=hint)


def _check_thread(thread: str, known: Collection[str]) -> None:
    if thread not in known:
        near = nearest(thread, known)
        hint = f"did you mean `{near}`?" if near else "`nashra threads list` shows them all"
        raise UsageError(f"there is no thread `{thread}`", hint=hint)


def rows_of(articles: Iterable[Article], config: Config, called_now: Mapping[str, str]) -> list[Row]:
    """Return a row for each story, hidden ones too, newest first; a date that is not known comes last."""
    articles = tuple(articles)
    originals = first_originals(articles)
    states = {stem: {article.lang: "original"} for stem, article in originals.items()}
    for (stem, lang), article in first_translations(articles, originals).items():
        if article.translation:
            states[stem][lang] = article.translation.status
    for languages in states.values():
        for lang in config.translate_to:
            languages.setdefault(lang, "missing")
    rows = [_row(article, states[stem], called_now) for stem, article in originals.items()]
    return sorted(sorted(rows, key=lambda row: row.stem), key=lambda row: row.published, reverse=True)


def _row(article: Article, languages: dict[str, str], called_now: Mapping[str, str]) -> Row:
    return Row(
        stem=article.stem,
        title=article.title,
        lang=article.lang,
        published=article.published,
        path=article.path,
        publisher=article.publisher,
        section=article.section,
        threads=threads_of(article, called_now),
        languages=languages,
        needs=open_needs(article),
        draft=article.draft,
        private=article.private,
    )


def _cells(row: Row) -> tuple[str, ...]:
    languages = " ".join(lang if state == "original" else f"{lang}:{state}" for lang, state in row.languages.items())
    marks = [mark for mark, there in (("draft", row.draft), ("private", row.private)) if there]
    marks += [f"needs {', '.join(row.needs)}"] if row.needs else []
    title = f"{row.title} [{'; '.join(marks)}]" if marks else row.title
    return row.published[:10] or "unknown", languages, row.threads[0] if row.threads else "-", title


def _cells_of_needs(row: Row) -> tuple[str, ...]:
    return ", ".join(row.needs), row.path, row.title


def aligned(table: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the lines of a table, every column but the last as wide as it must be."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)][:-1]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]])
        for row in table
    ]
