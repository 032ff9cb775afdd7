"""From what is wanted to verified answers: memory first, then the engine; nothing is kept unverified."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from generator.markdown import parse
from generator.model import Value
from generator.translation.assemble import Kind, Translated, key_of
from generator.translation.engines import Answer, Engine, Err, ErrorKind, Ok
from generator.translation.escaping import one_line
from generator.translation.lines import SCHEMES, Line, Scheme, copied, protected, restore
from generator.translation.markup import (
    Frame,
    NotTranslatable,
    Token,
    links,
    plain_frame,
    put_together,
    shape,
    take_apart,
)
from generator.translation.memory import Memory, Remembered
from generator.translation.study import Part, Slot, Study, notes_of
from generator.translation.verify import holds_words, same_for_different, verify

Pair: TypeAlias = tuple[str, str]
Key: TypeAlias = tuple[Kind, str]


class Failure(Value, frozen=True):
    """A text that stays untranslated: where, and why. `detail` is a word of ours, never a provider's.

    What only a person may translate has the kind `person`; it is never sent.
    """

    place: str
    kind: ErrorKind | Literal["person"]
    detail: str = ""

    @property
    def grave(self) -> bool:
        """Whether an engine was asked in vain; that memory lacks a text, or that a person is wanted, is no fault."""
        return self.kind not in {"not_found", "person"}


class Task(Value, frozen=True):
    """One wanted text: what it is filed under, where it stands, its frame, and the lines of it that hold words.

    There is no frame for what cannot be taken apart, and so not be sent.
    """

    key: Key
    place: str
    frame: Frame | None
    lines: tuple[Line, ...]
    notes: dict[str, str]


class Outcome(Value, frozen=True):
    """What came of asking: answers, how many of them memory gave, what failed, and how much was sent.

    A text that was sent twice is one text, of twice the characters.
    """

    answers: dict[Key, Translated]
    from_memory: int
    failures: tuple[Failure, ...]
    sent: int
    characters: int


class _Given(Value, frozen=True):
    """What an engine gave for one line."""

    markdown: str
    plain: str
    flags: tuple[str, ...]


def tasks_of(found: Study, pair: Pair) -> tuple[Task, ...]:
    """Return what is wanted, taken apart; the same text is asked for once."""
    tokens, env = parse(found.original.body)
    notes = {note.key[1:].lower().upper(): note.key[1:] for note in notes_of(found.original.body)}
    by_start = {token["span"][0]: token for token in tokens}
    tasks: dict[Key, Task] = {}
    for part in found.wanted:
        try:
            frame = _frame(part, by_start, env, notes)
        except NotTranslatable:
            frame = None
        lines = tuple(line for line in frame.lines if holds_words(line.text, *pair)) if frame else ()
        tasks.setdefault(key_of(part), Task(key_of(part), str(part.place), frame, lines, notes))
    return tuple(tasks.values())


def remembered(task: Task, memory: Memory, pair: Pair) -> Translated | None:
    """Return what the digest has for a task already."""
    kind, source = task.key
    if kind == "note" or not task.lines:
        return None
    found = memory.find(pair, kind, source)
    if found is None or (kind == "block" and not _leads_alike(task, found.text)):
        return None
    return Translated(found.text, "memory")


def ask(tasks: Sequence[Task], memory: Memory, engine: Engine, pair: Pair) -> Outcome:
    """Return verified answers to as many tasks as memory and the engine can give."""
    answers = {task.key: found for task in tasks if (found := remembered(task, memory, pair))}
    from_memory = len(answers)
    left = [task for task in tasks if task.key not in answers]
    given: dict[Line, _Given] = {}
    errors: dict[Line, tuple[ErrorKind, str]] = {}
    wanted = list(dict.fromkeys(line for task in left for line in task.lines))
    sent, characters = len(wanted) if engine.network else 0, 0
    for scheme in SCHEMES:
        if not wanted:
            break
        questions = [protected(line, scheme) for line in wanted]
        if engine.network:
            characters += sum(map(len, questions))
        got = engine.translate(questions, *pair)
        for line, result in zip(wanted, _judged(wanted, got, scheme, pair), strict=True):
            if isinstance(result, _Given):
                given[line] = result
                errors.pop(line, None)
            else:
                errors[line] = result
        # Only tokens that were lost are worth a second try with others.
        wanted = [line for line in wanted if errors.get(line) == ("rejected", "tokens")]
    failures = []
    for task in left:
        made = _made(task, given, errors, engine.name)
        if isinstance(made, Failure):
            failures.append(made)
        else:
            answers[task.key] = made
            kind, source = task.key
            if kind != "note" and made.engine != "copy":
                memory.add(pair, kind, source, Remembered(made.text, by_person=False))
    return Outcome(answers, from_memory, tuple(failures), sent, characters)


def _frame(part: Slot | Part, by_start: Mapping[int, Token], env: Token, notes: dict[str, str]) -> Frame:
    if isinstance(part, Slot):
        return take_apart(by_start[part.original.start if part.original else -1], env, notes)
    if not part.place.startswith("^"):
        return plain_frame(part.source)
    tokens, _ = parse(part.source, env)
    blocks = [token for token in tokens if token["type"] != "blank_line"]
    if [token["type"] for token in blocks] != ["paragraph"]:
        raise NotTranslatable(part.place)
    return take_apart(blocks[0], env, notes)


def _leads_alike(task: Task, text: str) -> bool:
    """Tell whether a remembered block leads where this one does; its article's definitions may say otherwise."""
    env: Token = {"ref_links": {}, "ref_footnotes": dict(task.notes)}
    tokens, _ = parse(text, env)
    blocks = [token for token in tokens if token["type"] != "blank_line"]
    if len(blocks) != 1 or task.frame is None or blocks[0]["type"] in {"definition", "untranslated"}:
        return False
    return links(shape(blocks[0], env)) == links(task.frame.shape)


def _judged(
    lines: Sequence[Line], got: Sequence[Answer], scheme: Scheme, pair: Pair
) -> list[_Given | tuple[ErrorKind, str]]:
    texts = [one_line(answer.text) if isinstance(answer, Ok) else "" for answer in got]
    doubled = same_for_different((line.text, text) for line, text in zip(lines, texts, strict=True))
    return [
        (answer.kind, "")
        if isinstance(answer, Err)
        else ("rejected", "doubled")
        if text in doubled
        else _judge(line, text, scheme, pair)
        for line, answer, text in zip(lines, got, texts, strict=True)
    ]


def _judge(line: Line, text: str, scheme: Scheme, pair: Pair) -> _Given | tuple[ErrorKind, str]:
    restored = restore(line, text, scheme)
    if restored is None:
        return "rejected", "tokens"
    verdict = verify(line.text, restored.plain, *pair)
    if verdict.rejected:
        return "rejected", verdict.rejected
    return _Given(restored.markdown, restored.plain, verdict.flags)


def _made(
    task: Task, given: Mapping[Line, _Given], errors: Mapping[Line, tuple[ErrorKind, str]], engine: str
) -> Translated | Failure:
    if task.frame is None:
        return Failure(task.place, "rejected", "markup")
    for line in task.lines:
        if failed := errors.get(line):
            return Failure(task.place, *failed)
    flags = tuple(sorted({flag for line in task.lines for flag in given[line].flags}))
    name = engine if task.lines else "copy"
    if task.key[0] == "plain":
        return Translated(given[task.lines[0]].plain if task.lines else task.key[1], name, flags)
    texts = [given[line].markdown if line in given else copied(line) for line in task.frame.lines]
    text = put_together(task.frame, texts, task.notes)
    return Translated(text, name, flags) if text else Failure(task.place, "rejected", "shape")
