"""The user documentation says what the program does: no more, no less."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest
from interrupting import interrupt

from generator import config
from generator.cli import COMMANDS, nashra
from generator.config.engines import SETTINGS_OF_ENGINES, TAKEN_BY
from generator.frontmatter.writing import KEYS
from generator.model import ArticleFormat, Finding, SourceKind, ThreadStatus, TranslationStatus
from generator.translation import ENGINES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text_of(page: str) -> str:
    return (DOCS / page).read_text(encoding="utf-8")


def first_cells(text: str) -> set[str]:
    """Return the words in backticks in the first column of every table."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {word for cell in rows for word in re.findall(r"`([^`]+)`", cell)}


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one of its level or higher."""
    level = heading.split(" ", maxsplit=1)[0]
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{1,{len(level)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


# Commands --------------------------------------------------------------------------------------------------------


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield all commands and groups below `nashra` by their full name."""
    for name in COMMANDS:
        command = nashra.get_command(click.Context(nashra), name)
        assert command is not None
        yield f"nashra {name}", command
        if isinstance(command, click.Group):
            for inner in command.commands.values():
                yield f"nashra {name} {inner.name}", inner


def options_of(command: click.Command) -> set[str]:
    context = click.Context(command)
    return {name for each in command.get_params(context) for name in each.opts if name.startswith("--")}


@pytest.mark.parametrize(("name", "command"), list(every_command()), ids=lambda each: each if type(each) is str else "")
def test_every_option_of_a_command_is_documented_and_no_other(name: str, command: click.Command) -> None:
    level = "##" if name.count(" ") == 1 else "###"
    documented = section(text_of("reference/commands.md"), f"{level} {name}")
    if isinstance(command, click.Group):
        documented = documented.split("\n### ")[0]

    assert set(re.findall(r"^- `(--[\w-]+)`", documented, re.MULTILINE)) == options_of(command)


def test_no_page_names_a_command_or_option_that_does_not_exist() -> None:
    known = dict(every_command())
    top = {"--version", "--help"}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found = re.findall(r"(?:^(?:\$ )?|`)nashra ((?:[a-z]+(?: list)?)?)((?: [^`\n#]*)?)", text, re.MULTILINE)
        for words, rest in found:
            name = f"nashra {words}".strip()
            if page.name == "architecture.md" and not words:
                continue
            inner = f"{name} {rest.split()[0]}" if rest.split() else name
            command = known.get(inner) or known.get(name) or known.get(name.removesuffix(" list"))
            options = set(re.findall(r"(?<!\S)--[a-z][\w-]*", rest))
            assert command or not words, f"{page.name}: `{name}`"
            allowed = options_of(command) if command else top
            assert options <= allowed, f"{page.name}: `{name}{rest}`"


def test_every_command_is_documented_once() -> None:
    headings = re.findall(r"^###? (nashra .+)$", text_of("reference/commands.md"), re.MULTILINE)

    assert sorted(headings) == sorted(name for name, _ in every_command())


# Keys ------------------------------------------------------------------------------------------------------------


def test_every_setting_is_documented_and_no_other() -> None:
    text = text_of("reference/settings.md")
    top = first_cells(text.split("\n## ")[0])

    assert top == set(config.KEYS)
    assert first_cells(section(text, "## follow")) == set(config.Follow.__struct_fields__)
    translate = section(text, "## translate").split("\n### ")[0]
    assert first_cells(translate) == set(config.TranslateConfig.__struct_fields__)
    assert first_cells(section(text, "## threads")) == set(config.ThreadsConfig.__struct_fields__)


def test_every_engine_is_documented_and_no_other() -> None:
    engines = section(text_of("reference/settings.md"), "### Engines").split("Settings of an engine")[0]

    assert first_cells(engines) == set(ENGINES) == set(TAKEN_BY)


def test_every_key_of_an_article_is_documented_and_no_other() -> None:
    text = section(text_of("reference/article-files.md"), "## Keys")

    assert first_cells(text.split("\n### ")[0]) == set(KEYS)
    for key in ("image", "original", "captures", "also", "corrections", "translation"):
        assert first_cells(section(text, f"### {key}")) == _inner_keys(key)


def _inner_keys(key: str) -> set[str]:
    """Return the keys of a table inside front matter, as the schema names them."""
    tree = ast.parse((ROOT / "generator/content/articles.py").read_text(encoding="utf-8"))
    function = next(
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == f"_{key}"
    )  # fmt: skip
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    known = next(call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "unknown")
    return set(ast.literal_eval(known.args[0]))


def test_every_key_of_threads_and_sources_is_documented_and_no_other() -> None:
    from generator.content import tables

    text = text_of("reference/threads-and-sources.md")

    assert first_cells(section(text, "## Threads")) == set(tables._THREAD_KEYS)
    assert first_cells(section(text, "## Sources")) == set(tables._SOURCE_KEYS)


@pytest.mark.parametrize(
    ("page", "choices"),
    [
        ("reference/article-files.md", ArticleFormat),
        ("reference/article-files.md", TranslationStatus),
        ("reference/threads-and-sources.md", ThreadStatus),
        ("reference/threads-and-sources.md", SourceKind),
    ],
    ids=("format", "translation.status", "thread status", "source kind"),
)
def test_every_choice_is_documented(page: str, choices: object) -> None:
    text = text_of(page)

    assert [each for each in get_args(choices) if not re.search(rf'`"?{each}"?`', text)] == []


def test_the_report_of_an_import_has_the_documented_keys() -> None:
    from generator.importers.records import json_record
    from generator.model import Draft

    documented = first_cells(section(text_of("reference/json.md"), "## nashra import --json"))

    assert documented == set(json_record(Draft(file="x")))
    assert all(f"{key}" in text_of("reference/json.md") for key in Finding.__struct_fields__)


def test_every_setting_and_key_of_an_engine_is_documented_and_no_other() -> None:
    engines = (ROOT / "generator/translation/engines").glob("*.py")
    budget = ROOT / "generator/translation/budget.py"
    source = "".join(path.read_text(encoding="utf-8") for path in (*sorted(engines), budget))
    table = section(text_of("reference/settings.md"), "### Engines").split("Settings of an engine")[1]

    read = set(re.findall(r"settings(?:\.get\(|\[)[\"'](\w+)", source))
    assert first_cells(table) == set(SETTINGS_OF_ENGINES) == read | {"name"}
    assert set(SETTINGS_OF_ENGINES) == {key for taken in TAKEN_BY.values() for key in taken}
    variables = set(re.findall(r"[A-Z]+_API_KEY", source))
    assert set(re.findall(r"[A-Z]+_API_KEY", text_of("reference/commands.md"))) == variables


def test_reports_have_the_documented_keys() -> None:
    from generator.cli.list_ import Row as Story
    from generator.cli.threads import Row as Thread
    from generator.cli.threads_deciding import Row as Assigned
    from generator.desk.thread_words import Explanation
    from generator.desk.translation_review import Work
    from generator.translation import Done, Planned, TranslationState

    text = text_of("reference/json.md")
    translate = section(text, "## nashra translate --json")

    assert first_cells(translate.split("With `--status`")[0]) == set(Done.__struct_fields__)
    for name, report in (("--status", TranslationState), ("--dry-run", Planned)):
        (line,) = (line for line in translate.splitlines() if line.startswith(f"With `{name}`"))
        assert re.findall(r"`(\w+)`", line.split("each with")[1]) == list(report.__struct_fields__)
    assert first_cells(section(text, "## nashra list --json")) == set(Story.__struct_fields__)
    assert first_cells(section(text, "## nashra threads assign --json")) == set(Assigned.__struct_fields__)
    assert first_cells(section(text, "## nashra threads explain --json")) == set(Explanation.__struct_fields__)
    documented = re.findall(r"`(\w+)`", section(text, "## nashra review --json").split("age: ")[1].split(". ")[0])
    assert documented == list(Work.__struct_fields__)
    documented = re.findall(r"`(\w+)`", section(text, "## nashra threads list --json"))
    assert documented == list(Thread.__struct_fields__)


def test_every_filter_of_the_theme_is_documented_and_no_other() -> None:
    from jinja2.filters import FILTERS

    from generator.folders import builtin_theme
    from generator.templates import Theme

    filters = Theme((builtin_theme(),)).environment.filters
    own = {name for name, filter_ in filters.items() if FILTERS.get(name) is not filter_}

    assert first_cells(section(text_of("how-to/change-the-look.md"), "## Pages")) == own


def test_every_file_of_the_theme_that_is_named_exists() -> None:
    from generator.folders import builtin_theme

    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = re.findall(r"[`\"]((?:partials|macros|strings|feeds|assets)/[\w/-]+\.\w+)[`\"]", text)
        known = [name for name in named if "LANG" not in name and "FINGERPRINT" not in name]
        assert [name for name in known if not (builtin_theme() / name).is_file()] == [], page.name


# Findings --------------------------------------------------------------------------------------------------------

# Where a finding's code stands among the arguments of the functions that make one.
_PLACES = {
    "Unfit": 0,
    "_Unusable": 0,
    "Refused": 0,
    "note": 0,
    "fences": 0,
    "_error": 0,
    "_finding": 1,
    "_refusal": 1,
    "_say": 1,
}
_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def codes_in(node: ast.AST | None) -> Iterator[str]:
    match node:
        case ast.Constant(value=str() as text) if _CODE.fullmatch(text):
            yield text
        case ast.IfExp():
            yield from codes_in(node.body)
            yield from codes_in(node.orelse)
        case ast.JoinedStr() if ast.unparse(node) == "f'unknown-{kind}'":
            yield from ("unknown-thread", "unknown-section")
        case ast.JoinedStr() | ast.BinOp():
            raise AssertionError(f"a code that cannot be read off the source: {ast.unparse(node)}")


def every_code() -> set[str]:
    """Return the codes of all findings that the program can make, read off its source."""
    found: set[str] = set()
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    for keyword in node.keywords:
                        if keyword.arg == "code":
                            found.update(codes_in(keyword.value))
                    if len(node.args) > _PLACES.get(name, len(node.args)):
                        found.update(codes_in(node.args[_PLACES[name]]))
                case ast.Return(value=ast.Tuple(elts=[first, _, _])):
                    found.update(codes_in(first) if isinstance(first, ast.Constant) else ())
                case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="code"), *_])], value=ast.Tuple(elts=[first, *_])):
                    found.update(codes_in(first))
                case ast.Assign(targets=[ast.Name(id="_FENCES")], value=ast.Dict(keys=keys)):
                    for key in keys:
                        found.update(codes_in(key))
    return found


def test_every_code_of_a_finding_is_explained_and_no_other() -> None:
    rows = [line for line in text_of("reference/findings.md").splitlines() if line.startswith("| `")]
    documented = [line.split("|")[1].strip(" `") for line in rows]

    assert len(documented) == len(set(documented))
    assert set(documented) == every_code()
    assert all(len([cell for cell in line.split("|") if cell.strip()]) == 3 for line in rows)


# Links -----------------------------------------------------------------------------------------------------------


def anchors_of(page: Path) -> set[str]:
    """Return the anchors that headings of a page have where Markdown is shown."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links_of(page: Path) -> list[str]:
    return [link for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))) if "://" not in link]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for link in links_of(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors_of(target), link


def test_every_page_is_reached_from_the_index() -> None:
    index = DOCS / "index.md"
    linked = {(DOCS / link.partition("#")[0]).resolve() for link in links_of(index)}

    assert sorted(set(DOCS.rglob("*.md")) - linked - {index}) == []


def test_every_picture_is_used_and_small() -> None:
    used = {(page.parent / link).resolve() for page in PAGES for link in links_of(page) if link.endswith(".png")}
    pictures = set((DOCS / "images").iterdir())

    assert pictures == used
    assert all(picture.stat().st_size < 250_000 for picture in pictures)


def test_the_readme_has_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()

    assert {"make site", "make test"} <= set(lines)


def test_every_target_of_make_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"(?:^|`)make ([a-z]+)(?:$|`)", page.read_text(encoding="utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


# The tutorial ----------------------------------------------------------------------------------------------------

_STEP = re.compile(
    r"^Save .*?as `(?P<file>content/[^`]+)`:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^In `(?P<edited>[^`]+)`, write .* in the place of `(?P<old>[^`]+)`:\n\n```\w+\n(?P<new>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def test_the_tutorial_can_be_followed(tmp_path: Path) -> None:
    """Every command of the tutorial runs, in order and without a network, and says what the tutorial says."""
    folder = tmp_path
    steps = list(_STEP.finditer(text_of("tutorial.md")))
    for step in steps:
        if step["file"]:
            (folder / step["file"]).write_text(step["text"], encoding="utf-8")
        elif step["edited"]:
            file = folder / step["edited"]
            before = file.read_text(encoding="utf-8")
            assert f"{step['old']}\n" in before
            file.write_text(before.replace(f"{step['old']}\n", step["new"]), encoding="utf-8")
        else:
            for command, expected in commands_in(step["console"]):
                if command.startswith("cd "):
                    folder /= command.removeprefix("cd ")
                else:
                    assert_says(answer_to(command, folder), expected)

    assert len(steps) >= 8
    assert (folder / "site" / "en" / "index.html").is_file()


def commands_in(console: str) -> Iterator[tuple[str, list[str]]]:
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        command, *answer = part.rstrip("\n").split("\n")
        yield command, answer


def answer_to(command: str, folder: Path) -> str:
    """Return what a command prints; the preview is ended as soon as it has begun."""
    program, *arguments = command.split(" ")
    assert program == "nashra"
    refused = "http://127.0.0.1:9"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.upper().endswith("_PROXY")},
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "HTTP_PROXY": refused,
        "HTTPS_PROXY": refused,
    }
    if arguments == ["serve"]:
        arguments += ["--port", "0"]
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        if arguments[0] != "serve":
            printed = process.stdout.read()
            assert process.wait(timeout=60) == 0, printed
            return printed
        try:
            line = process.stdout.readline()
        finally:
            interrupt(process)
        return re.sub(r":\d+/", ":5500/", line)


def assert_says(printed: str, expected: list[str]) -> None:
    """Find every expected line in what was printed, whichever of the two streams it came from; `…` is anything."""
    lines = printed.splitlines()
    for line in expected:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        assert any(re.fullmatch(pattern, each) for each in lines), f"{line!r} is not in:\n{printed}"
