"""The dialogue of `nashra threads suggest`: new stories shown, and asked about one by one."""

import sys
from pathlib import Path

from generator.cli.common import result, say
from generator.desk import thread_suggesting as desk
from generator.desk.changes import Edit, carry_out
from generator.desk.thread_suggesting import Advice, Listed, NewStory, Suggestions

HELP = """\
  Enter  ask again another day      a  accept      d  decline, never ask again      q  stop here
  To give a story a name of yours, stop here and use `--accept` with `--name` and `--id`."""


def can_ask() -> bool:
    """Tell whether a person sits at a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty() and sys.stdout.isatty()


def show(found: Suggestions) -> None:
    """Print what is suggested, with the commands that accept it."""
    for number, story in enumerate(found.stories, 1):
        for line in (*_story(number, story), f"   to accept: {story.command}"):
            result(line)
    for advice in found.advice:
        for line in _advice(advice):
            result(line)
    count = len(found.stories)
    say(f"{count} new {'story' if count == 1 else 'stories'}, {len(found.advice)} to merge or split")


def ask(folder: Path, found: Suggestions) -> None:
    """Ask about each new story, and write every answer at once; then show what could be merged or split."""
    for number, story in enumerate(found.stories, 1):
        for line in _story(number, story):
            result(line)
        match _answer():
            case "a":
                _write(folder, desk.accept(folder, [desk.Acceptance(story=story)]), story.command)
            case "d":
                _write(folder, desk.decline(folder, [story]), f"nashra threads suggest --decline {story.id}")
            case "q":
                return
    show(Suggestions(stories=(), advice=found.advice))


def _write(folder: Path, edit: Edit, command: str) -> None:
    carry_out(folder, edit, command)
    for change in edit.changes:
        say(f"  {change.path}  {change.told}")
    for note in edit.notes:
        say(f"  {note}")


def _answer() -> str:
    """Return `a`, `d`, `q`, or nothing for later; the end of input is `q`."""
    while True:
        print("   a, d, q or Enter (? for help)? ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        word = line.strip().lower()
        if not line:
            return "q"
        if word in {"", "a", "d", "q"}:
            return word
        say(HELP)


def _story(number: int, story: NewStory) -> list[str]:
    when = story.first if story.first == story.last else f"{story.first} to {story.last}"
    counts = [_counted(len(story.articles), "article"), *([_counted(story.outlets, "outlet")] if story.outlets else [])]
    names = [f"   {lang}: {title}" for lang, title in story.titles.items()]
    return [
        f"{number}  {story.id}",
        *(names or ["   no name: give one with `--name`"]),
        f"   {', '.join(counts)}, {when or 'days unknown'}",
        f"   they share: {', '.join(story.reasons)}",
        *map(_article, story.articles),
    ]


def _advice(advice: Advice) -> list[str]:
    names = " and ".join(f"`{thread}`" for thread in advice.threads)
    reasons = ", ".join(advice.reasons)
    if advice.kind == "merge":
        return [f"{names} look like one story: {reasons}", f"   to merge: {advice.command}"]
    return [
        f"a part of {names} looks like another story: {reasons}",
        *map(_article, advice.articles),
        f"   to split: {advice.command}",
    ]


def _article(article: Listed) -> str:
    # The title comes last, so that its direction disturbs nothing.
    return f"   {article.day or 'unknown':10}  {article.path}  {article.outlet or '-'}  {article.title}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
