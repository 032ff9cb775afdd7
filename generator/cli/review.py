"""The dialogue of `nashra import --review`: one question a line, answered by a key, a number or a text.

Every answer is written at once, so that a review can be left at any moment, by whatever way. It needs no terminal:
questions go to standard error, answers are lines of standard input.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from generator.cli.common import printable
from generator.config import Config, values
from generator.desk import review as desk
from generator.desk.differences import from_difference, parts
from generator.desk.review import Case, Question
from generator.desk.updating import UPDATE
from generator.errors import UsageError

HELP = """\
  Enter      keep what is there; where nothing is, ask again another day
  a number   take that suggestion
  a text     write it (put = before a text that would be taken for a key or a number)
  u          unknown: do not ask again
  s          skip this question      q  stop here, all answers are kept      ?  this help"""

_WIDTH = 160


class Quit(Exception):  # noqa: N818 - it says what the person wants
    """No more questions, please."""


def run_review(project: Path, config: Config, just_imported: Sequence[str]) -> None:
    """Ask about everything that is uncertain, until all is answered or the person has had enough."""
    asked = 0
    try:
        for case in desk.cases(project, config, just_imported):
            _say(f"\n{printable(case.path)}\n{isolated(case.title)}")
            for question in case.questions:
                asked += 1
                _ask(project, config, case, question)
    except Quit:
        _say("stopped; `nashra import --review` goes on from here")
        return
    _say("nothing is left to ask" if asked else "nothing is uncertain")


def isolated(text: str, width: int = _WIDTH) -> str:
    """Return text of any direction so that it does not disturb its line, without what could redraw a terminal."""
    line = " ".join(printable(text).split())
    return f"\u2068{line[:width]}{'…' if len(line) > width else ''}\u2069"


def _ask(project: Path, config: Config, case: Case, question: Question) -> None:
    if question.key == UPDATE:
        _ask_update(project, config, case)
    elif question.key == "body":
        _ask_body(project, case, question)
    else:
        _ask_value(project, case, question)


def _ask_value(project: Path, case: Case, question: Question) -> None:
    _say(f"  {question.key}: {isolated(question.value) if question.value else 'not known'}")
    _numbered(question.suggestions)
    while True:
        word = answered(question.key)
        if word == "?":
            _say(HELP)
        elif word == "s" or (not word and not question.value):
            return None
        elif not word or (word == "u" and question.key != "published"):
            return desk.settle(project, case.path, question.key)
        elif question.key != "published" and word.isdecimal() and not _number(word, len(question.suggestions)):
            _say(f"  there is no suggestion {word}; `={word}` if that is the {question.key}")
        elif _is_written(project, case, question, _meant(word, question)):
            return None


def _meant(word: str, question: Question) -> str:
    """Return the value that an answer stands for."""
    if word == "u":
        return "unknown"
    number = _number(word, len(question.suggestions))
    return question.suggestions[number - 1] if number else word.removeprefix("=")


def _is_written(project: Path, case: Case, question: Question, value: str) -> bool:
    try:
        desk.answer(project, case.path, question.key, value)
    except values.Unfit as fault:
        _say(f"  `{question.key}` {fault.message}\n  hint: {fault.hint}")
        return False
    except ValueError as error:
        raise UsageError(f"`{case.path}`: {error}", hint="mend the file by hand") from None
    return True


def _ask_body(project: Path, case: Case, question: Question) -> None:
    """Offer to put back lines that stood next to the text, each as a paragraph."""
    blocks = question.value.strip("\n").split("\n\n")
    _say(f"  the text begins: {isolated(blocks[0])}\n  and ends: {isolated(blocks[-1])}\n  left out beside it:")
    left = list(question.suggestions)
    while left:
        _numbered([f"{'before' if line[0] == '<' else 'after'}: {line[1:]}" for line in left])
        word = answered("put back")
        number = _number(word, len(left))
        if word == "?":
            _say("  Enter  the text is right as it is\n  a number  put that line back\n  q  stop here")
        elif not number:
            return
        else:
            line = left.pop(number - 1)
            desk.put_back(project, case.path, line[1:], at_end=line[0] == ">")


def _ask_update(project: Path, config: Config, case: Case) -> None:
    """Show how a newer capture differs, and take it whole, in parts, or not."""
    newer = desk.newer_text(project, config, case.path).split("\n\n")
    mine = desk.text_of(project, case.path).split("\n\n")
    if newer == [""]:
        _say("  update: the newer capture cannot be read")
        return None
    before = "\n\n".join(mine)
    places = [(old, new) for old, new in parts(mine, newer) if old != new]
    _say(f"  update: a newer text differs in {len(places)} place{'' if len(places) == 1 else 's'}")
    if not places:
        _say("  it is what stands here now")
        return desk.settle(project, case.path, UPDATE)
    for old, new in places:
        _show(old, new)
    while True:
        word = answered("Enter asks again another day, 1 takes the newer text, 2 asks for each place, k keeps yours")
        match word:
            case "1":
                return desk.take_text(project, case.path, "\n\n".join(newer), instead_of=before)
            case "2":
                return desk.take_text(project, case.path, "\n\n".join(_chosen(mine, newer)), instead_of=before)
            case "k" | "u":
                return desk.settle(project, case.path, UPDATE)
            case "" | "s":
                return None
            case _:
                _say("  1, 2, k, or Enter; q stops here")


def _chosen(mine: list[str], newer: list[str]) -> list[str]:
    """Ask for each place that differs, and return the paragraphs that are wanted."""
    chosen: list[str] = []
    for old, new in parts(mine, newer):
        if old == new:
            chosen += old
            continue
        _show(old, new)
        try:
            chosen += new if answered("1 takes the newer one, Enter keeps yours") == "1" else old
        except Quit:
            _say("\n  the text stays as it was, for not every place is decided")
            raise
    return chosen


def _show(old: Sequence[str], new: Sequence[str]) -> None:
    if len(old) == len(new) == 1:
        one, other = from_difference(old[0], new[0])
        old, new = [one], [other]
    for mark, paragraphs in (("yours", old), ("newer", new)):
        for paragraph in paragraphs:
            _say(f"    {mark}: {isolated(paragraph)}")


def _numbered(texts: Sequence[str]) -> None:
    for number, text in enumerate(texts, 1):
        _say(f"    {number}  {isolated(text)}")


def _number(word: str, most: int) -> int:
    """Return the number of a suggestion, 0 for what is none."""
    return int(word) if word.isdecimal() and len(word) < 4 and 1 <= int(word) <= most else 0


def answered(prompt: str, *, literally: bool = False) -> str:
    """Return the next line that the person writes; Quit at the end of input, and for `q` unless taken `literally`."""
    print(f"  {prompt}? ", end="", file=sys.stderr, flush=True)
    raw = sys.stdin.buffer.readline()
    try:
        line = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("what was typed is not UTF-8", hint="set the terminal to UTF-8; nothing was written") from None
    word = line.rstrip("\r\n") if literally else line.strip()
    if not raw or (word == "q" and not literally):
        raise Quit
    return word


def _say(line: str) -> None:
    print(line, file=sys.stderr)
