"""`nashra glossary`: agreed renderings of names and terms."""

from pathlib import Path

import click

from generator.cli.common import (
    counted,
    digest,
    in_project,
    print_findings,
    project_option,
    result,
    say,
    write_json,
)
from generator.cli.glossary_files import export_command, import_command, mend_command, seed_command
from generator.cli.glossary_terms import aligned_terms, default_pair, is_below, pair_of, say_conflicts
from generator.config import load_config
from generator.content.glossary import KINDS, Term
from generator.errors import UsageError


@click.group("glossary")
def glossary_group() -> None:
    """Agree on renderings of names and terms, and find where they are not kept."""


for _command in (seed_command, mend_command, import_command, export_command):
    glossary_group.add_command(_command)


@glossary_group.command("list")
@project_option
@click.argument("text", required=False, default="")
@click.option("--pair", default="", metavar="PAIR", help="Only this pair of languages, such as `ar-en`.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a term, a line each.")
def list_command(project: Path | None, text: str, pair: str, as_json: bool) -> None:
    """List what is agreed: source, target, pair, kind, note; only what holds TEXT, if it is given."""
    from generator.translation.glossary import read_glossary

    glossary, findings = read_glossary(digest(project))
    wanted = "-".join(pair_of(pair)) if pair else ""
    terms = [term for term in glossary.terms if _holds(term, text) and wanted in {"", term.pair}]
    if as_json:
        for term in terms:
            write_json(term)
    else:
        for line in aligned_terms(terms):
            result(line)
        say(f"{len(terms)} {'term' if len(terms) == 1 else 'terms'}")
    print_findings(findings)


@glossary_group.command("add")
@project_option
@click.argument("source")
@click.argument("target", required=False, default="")
@click.option(
    "--pair", default="", metavar="PAIR", help="Default: `default_language`, into the only other of `translate_to`."
)
@click.option("--kind", type=click.Choice(KINDS), default="term", show_default=True)
@click.option("--note", default="", help="For people to read.")
@click.option(
    "--not", "wrong", multiple=True, metavar="FORM", help="A form to be replaced by TARGET; may be given again."
)
def add_command(
    project: Path | None, source: str, target: str, pair: str, kind: str, note: str, wrong: tuple[str, ...]
) -> int:
    """Agree that SOURCE is rendered as TARGET: one line more in `content/glossary.tsv`.

    A term that is agreed otherwise is not changed. With `--kind keep` there is no TARGET.
    """
    from generator.content.glossary import parse_glossary
    from generator.translation.glossary.editing import add_terms

    if not target.strip() and kind != "keep":
        raise UsageError(
            f"`{source}` has no target",
            hint="write after it how it is rendered; or `--kind keep`, if it stays as it is",
        )
    folder = digest(project)
    config, _ = load_config(folder)
    languages = pair_of(pair) if pair else default_pair(config, source)
    cells = (source, target, "-".join(languages), kind, note, "|".join(wrong))
    terms, findings = parse_glossary("\t".join(" ".join(cell.split()) for cell in cells).encode())
    if not terms:
        message = findings[0].message if findings else f"`{source}` is a comment"
        raise UsageError(message, hint=findings[0].hint if findings else "a source does not begin with `#`")
    done = add_terms(folder, terms)
    for term in done.added:
        result(f"{term.source} → {term.target} ({term.pair}, {term.kind})")
    for term in done.known:
        say(f"`{term.source}` is `{term.target}` already")
    say_conflicts(done.conflicts)
    return 1 if done.conflicts else 0


@glossary_group.command("check")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a finding, a line each.")
def check_command(project: Path | None, paths: tuple[str, ...], as_json: bool) -> int:
    """Find translations that lack what is agreed, and faults of the glossary. PATH is an article, or a folder of them.

    Exit with 1 if lines of the glossary cannot be used.
    """
    from generator.content import load
    from generator.translation.glossary import read_glossary
    from generator.translation.glossary.checking import check_translations

    folder = digest(project)
    config, _ = load_config(folder)
    wanted = [in_project(path, folder) for path in paths]
    glossary, faults = read_glossary(folder)
    lacking = check_translations(folder, load(folder, config, {}, jobs=1), glossary)
    findings = (*faults, *(each for each in lacking if is_below(each.file, wanted)))
    if as_json:
        for finding in findings:
            write_json(finding)
    else:
        print_findings(findings, err=False)
        say(counted(findings) or "every agreed term is rendered as agreed")
    return int(any(finding.severity == "error" for finding in findings))


@glossary_group.command("suggest")
@project_option
@click.option("--pair", default="", metavar="PAIR", help="Default: every language of originals, into `translate_to`.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="How often a name must stand.")
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many names are shown.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a name, a line each.")
def suggest_command(project: Path | None, pair: str, least: int, most: int, as_json: bool) -> None:
    """List frequent names without an entry: how often, where, and how they could be rendered. Nothing is written.

    A rendering is what your own sources or translations say, or CLDR; one in question marks is only romanised.
    """
    from generator.content import load
    from generator.content.articles import first_originals
    from generator.translation.glossary import read_glossary
    from generator.translation.glossary.suggesting import suggest

    folder = digest(project)
    config, _ = load_config(folder)
    content = load(folder, config, {}, jobs=1)
    glossary, _ = read_glossary(folder)
    originals = sorted({article.lang for article in first_originals(content.articles).values()})
    pairs = [pair_of(pair)] if pair else [(a, b) for a in originals for b in config.translate_to if a != b]
    found = [each for here, there in pairs for each in suggest(folder, content, glossary, here, there, least=least)]
    found.sort(key=lambda each: (-each.count, each.pair, each.source))
    for each in found[:most]:
        if as_json:
            write_json(each)
            continue
        offers = ", ".join(
            f"?{offer.target}?"
            if offer.origin == "romanised"
            else f"{offer.target} ({said_by(offer.origin, offer.count)})"
            for offer in each.candidates
        )
        result(f"{each.count} × {each.source} → {offers or '?'} [{each.pair}, {each.kind}] {each.example}")
    if not as_json:
        say(f"{len(found)} names" if len(found) != 1 else "1 name")
        if found:
            first = found[0]
            say(f"  hint: nashra glossary add --pair {first.pair} --kind {first.kind} SOURCE TARGET")


def said_by(origin: str, count: int) -> str:
    """Return who says how a name is rendered."""
    return {"source": "your sources", "cldr": "CLDR"}.get(
        origin, f"{count} {'passage' if count == 1 else 'passages'} by people"
    )


def _holds(term: Term, text: str) -> bool:
    from generator.slugs import fold

    wanted = fold(text)
    return any(wanted in fold(each) for each in (term.source, term.target, term.note))
