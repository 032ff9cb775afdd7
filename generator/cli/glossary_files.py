"""`nashra glossary seed`, `mend`, `import` and `export`: many terms or texts at once."""

from pathlib import Path

import click

from generator.cli.common import build_instant, digest, in_project, print_findings, project_option, result, say
from generator.cli.glossary_terms import add_all, is_below, pair_of
from generator.errors import UsageError, unreadable
from generator.translation.glossary.cldr import TOPICS, Topic


@click.command("seed")
@project_option
@click.argument("pair")
@click.option("--what", "topics", type=click.Choice(TOPICS), multiple=True, help="Default: `places`, the countries.")
@click.option("--all", "everything", is_flag=True, help="Also names that stand in no original.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
def seed_command(project: Path | None, pair: str, topics: tuple[Topic, ...], everything: bool, dry_run: bool) -> None:
    """Add the names that CLDR, the Unicode consortium's data, has for PAIR and that your originals hold.

    What you have agreed stays as it is.
    """
    from generator.config import load_config
    from generator.content import load
    from generator.translation.glossary import Glossary, read_glossary
    from generator.translation.glossary.cldr import lacking, seed
    from generator.translation.glossary.suggesting import corpus_of

    folder = digest(project)
    config, _ = load_config(folder)
    source_lang, target_lang = pair_of(pair)
    glossary, findings = read_glossary(folder)
    print_findings(findings)
    terms = tuple(lacking(seed(source_lang, target_lang, topics or ("places",)), glossary.terms))
    if not everything:
        texts = corpus_of(folder, load(folder, config, {}, jobs=1), source_lang, target_lang).texts.values()
        offered = Glossary((*glossary.terms, *terms))
        found = {hit.term for text in texts for hit in offered.find(text, source_lang, target_lang)}
        terms = tuple(term for term in terms if term in found)
    add_all(folder, terms, glossary.terms, dry_run=dry_run)


@click.command("mend")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--dry-run", is_flag=True, help="Only say what would be put right.")
def mend_command(project: Path | None, paths: tuple[str, ...], dry_run: bool) -> int:
    """Put forms that the glossary rules out right in machine text. PATH is an article, or a folder of them.

    Nothing is asked of an engine, and what a person wrote is never changed.
    """
    from generator.config import load_config
    from generator.content import load
    from generator.translation.assemble import CannotAssemble
    from generator.translation.glossary import read_glossary
    from generator.translation.glossary.mending import mend
    from generator.translation.jobs import translated
    from generator.translation.writing import Changed

    folder = digest(project)
    config, _ = load_config(folder)
    wanted = [in_project(path, folder) for path in paths]
    glossary, findings = read_glossary(folder)
    print_findings(findings)
    count, left = 0, 0
    for job in translated(load(folder, config, {}, jobs=1), config, build_instant(None)):
        if not is_below(job.path, wanted) or not glossary.serves(job.original.lang, job.lang):
            continue
        try:
            mended = mend(folder, job, glossary, dry_run=dry_run)
        except (Changed, OSError):
            say(f"{job.path}: this file was saved meanwhile, or cannot be written, so it was left as it is")
            left += 1
            continue
        except (CannotAssemble, ValueError):
            say(f"{job.path}: it cannot be put right without changing more; edit it by hand")
            left += 1
            continue
        for each in mended:
            place = f"block {each.place}" if each.place.isdecimal() else f"the {each.place}"
            result(f"{each.path}: {place}: {', '.join(each.renderings)}")
        count += len(mended)
    say(f"{count} {'text' if count == 1 else 'texts'} {'would be ' if dry_run else ''}put right")
    return int(left > 0)


@click.command("import")
@project_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--pair", default="", metavar="PAIR", help="Of rows that name none, and of TBX, such as `ar-en`.")
@click.option("--dry-run", is_flag=True, help="Only say what would be added.")
def import_command(project: Path | None, file: Path, pair: str, dry_run: bool) -> int:
    """Add the terms of FILE, which is CSV, TSV or TBX. What you have agreed stays as it is.

    Exit with 1 if a row cannot be used, or is agreed otherwise.
    """
    from generator.translation.glossary import read_glossary
    from generator.translation.glossary.exchange import from_csv, from_tbx

    folder = digest(project)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(unreadable(file, error)) from error
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        if not pair:
            raise UsageError("a TBX file does not say which language is the original's", hint="add `--pair ar-en`")
        terms, faults = from_tbx(data, file.name, pair_of(pair))
    else:
        terms, faults = from_csv(data, file.name, "-".join(pair_of(pair)) if pair else "")
    print_findings(faults)
    done = add_all(folder, terms, read_glossary(folder)[0].terms, dry_run=dry_run)
    return int(bool(done.conflicts) or any(fault.severity == "error" for fault in faults))


@click.command("export")
@project_option
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format", "form", type=click.Choice(["csv", "tbx"]), default=None, help="Default: by FILE's name, or CSV."
)
@click.option("--pair", default="", metavar="PAIR", help="Only this pair of languages.")
def export_command(project: Path | None, file: Path | None, form: str | None, pair: str) -> None:
    """Write the glossary to FILE, which must not be there yet, or to standard output."""
    from generator.content import create_new
    from generator.translation.glossary import read_glossary
    from generator.translation.glossary.exchange import to_csv, to_tbx

    glossary, findings = read_glossary(digest(project))
    print_findings(findings)
    wanted = "-".join(pair_of(pair)) if pair else ""
    terms = [term for term in glossary.terms if wanted in {"", term.pair}]
    tbx = form == "tbx" or (form is None and file is not None and file.suffix.casefold() == ".tbx")
    text = to_tbx(terms) if tbx else to_csv(terms)
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        create_new(file, text.encode())
    except FileExistsError:
        raise UsageError(f"`{file}` is there already", hint="name another file, or remove it") from None
    except OSError as error:
        raise UsageError(unreadable(file, error)) from error
    say(f"{file}: {len(terms)} terms")
