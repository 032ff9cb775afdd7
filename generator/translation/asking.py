"""From what is wanted to verified answers: memory first, then the engine; nothing is kept unverified."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import structs

from generator.markdown import parse
from generator.model import Value
from generator.translation.assemble import Kind, Translated, key_of
from generator.translation.checks.doubling import same_for_different
from generator.translation.checks.scripts import holds_words
from generator.translation.documents import tokens_of
from generator.translation.engines import Engine, ErrorKind
from generator.translation.ladder import Carried, Carrier, Step, Trouble
from generator.translation.lines import Line, copied, with_atoms
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
from generator.translation.terms import NoTerms, Terms
from generator.translation.verify import Verdict, verify_all

Pair: TypeAlias = tuple[str, str]
Key: TypeAlias = tuple[Kind, str]

NO_TERMS = NoTerms()
IMPORTED_FLAG = "imported"
# Headings and lines about sources are short, and are the same in many articles.
_LEAST_SAID_BEFORE = 40
_LEADS = re.compile(r"[\[<\n]|://|www\.|@")


class Failure(Value, frozen=True):
    """A text that stays untranslated: where, and why. `detail` is a few plain words, and nothing of a text.

    What only a person may translate has the kind `person`; it is never sent.
    """

    place: str
    kind: ErrorKind | Literal["person"]
    detail: str = ""

    @property
    def grave(self) -> bool:
        """Whether an engine was asked in vain; that memory lacks a text, or that a person is wanted, is no fault."""
        return self.kind not in {"not_found", "pair", "person"}


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

    `sent` counts texts of the article, `steps` what was sent for them, step by step: one whose markup was lost is
    sent again in another way. `asked` are the lines of each text that memory lacks, `refused` those of them whose
    answers are of no use.
    """

    answers: dict[Key, Translated]
    from_memory: int
    failures: tuple[Failure, ...]
    sent: int
    characters: int
    steps: dict[Step, int]
    asked: dict[Key, tuple[Line, ...]]
    refused: frozenset[Line]


def tasks_of(found: Study, pair: Pair) -> tuple[Task, ...]:
    """Return what is wanted, taken apart; the same text is asked for once."""
    tokens, env = tokens_of(found.original.body)
    notes = {note.key[1:].lower().upper(): note.key[1:] for note in notes_of(found.original.body)}
    by_start = {token["span"][0]: token for token in tokens}
    tasks: dict[Key, Task] = {}
    for part in found.wanted:
        key = key_of(part)
        if key in tasks:
            continue
        try:
            frame = _frame(part, by_start, env, notes)
        except NotTranslatable:
            frame = None
        lines = tuple(line for line in frame.lines if holds_words(line.text, *pair)) if frame else ()
        tasks[key] = Task(key, str(part.place), frame, lines, notes)
    return tuple(tasks.values())


def remembered(task: Task, memory: Memory, pair: Pair, terms: Terms = NO_TERMS) -> Translated | None:
    """Return what the digest has for a task already; a machine's text may be older than what is agreed now."""
    kind, source = task.key
    if kind == "note" or not task.lines:
        return None
    found = memory.find(pair, kind, source)
    if found is None or (kind == "block" and not _leads_alike(task, found.text)):
        return None
    flags = () if found.by_person else terms.flags(" ".join(line.text for line in task.lines), found.text)
    return Translated(found.text, "memory", (*flags, IMPORTED_FLAG) if found.imported else flags)


def ask(
    tasks: Sequence[Task],
    memory: Memory,
    engine: Engine,
    pair: Pair,
    terms: Terms = NO_TERMS,
    *,
    again: Engine | None = None,
) -> Outcome:
    """Return verified answers to as many tasks as memory and the engine can give.

    `terms` are what is agreed for this pair: words that no engine sees, wrong forms that are put right. Of `again`,
    the engine by default, a doubtful answer is asked for a second time, alone.
    """
    memory.prepare(pair, [task.key for task in tasks])
    known = {task.key: found for task in tasks if (found := remembered(task, memory, pair, terms))}
    answers = _verified(known, pair)
    from_memory = len(answers)
    left = [_with_terms(task, terms) for task in tasks if task.key not in answers]
    wanted = list(dict.fromkeys(line for task in left for line in task.lines))
    carriers = [Carrier(each, pair, left[0].notes if left else {}, terms) for each in (engine, again or engine)]
    carried = carriers[0].carry(wanted)
    verdicts = _verdicts(wanted, carried, pair, terms)
    if doubtful := [line for line in wanted if _is_doubtful(line, carried, verdicts)]:
        for line in doubtful:
            carried = carried.then(carriers[1].carry([line]))
        verdicts = _verdicts(wanted, carried, pair, terms)
    verdicts |= _said_before(carried, verdicts, memory)
    failures = []
    refused: set[Line] = set()
    for task in left:
        made = _made(task, carried, verdicts, engine.name)
        if isinstance(made, Failure):
            failures.append(made)
            refused |= _refused(task, carried, verdicts)
        else:
            answers[task.key] = made
            kind, source = task.key
            if kind != "note" and made.engine != "copy":
                memory.add(pair, kind, source, Remembered(made.text, by_person=False))
    sent, characters = (len(wanted) + len(doubtful), carried.characters) if engine.network else (0, 0)
    return Outcome(
        answers=answers,
        from_memory=from_memory,
        failures=tuple(failures),
        sent=sent,
        characters=characters,
        steps=carried.sent,
        asked={task.key: task.lines for task in left},
        refused=frozenset(refused),
    )


def _verified(known: Mapping[Key, Translated], pair: Pair) -> dict[Key, Translated]:
    """Return what memory has, without what came from another tool and is no translation; doubts become flags."""
    answers = dict(known)
    imported = [key for key, each in known.items() if IMPORTED_FLAG in each.flags]
    verdicts = verify_all([(source, known[kind, source].text) for kind, source in imported], *pair)
    for key, verdict in zip(imported, verdicts, strict=True):
        if verdict.rejected:
            del answers[key]
        else:
            answers[key] = structs.replace(known[key], flags=(*known[key].flags, *verdict.flags))
    return answers


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
    if task.frame is None:
        return False
    # One line without a sign of a link is one block that leads nowhere; most are, and need not be parsed.
    if not _LEADS.search(text):
        return not links(task.frame.shape)
    env: Token = {"ref_links": {}, "ref_footnotes": dict(task.notes)}
    tokens, _ = parse(text, env)
    blocks = [token for token in tokens if token["type"] != "blank_line"]
    if len(blocks) != 1 or blocks[0]["type"] in {"definition", "untranslated"}:
        return False
    return links(shape(blocks[0], env)) == links(task.frame.shape)


def _with_terms(task: Task, terms: Terms) -> Task:
    """Return a task whose lines carry kept words as atoms; which lines hold words is not changed by that."""
    if task.frame is None:
        return task
    wanted = set(task.lines)
    parts = tuple(
        with_atoms(part, terms.kept) if isinstance(part, Line) and part in wanted else part for part in task.frame.parts
    )
    lines = tuple(with_atoms(line, terms.kept) for line in task.lines)
    return structs.replace(task, frame=structs.replace(task.frame, parts=parts), lines=lines)


def _verdicts(wanted: Sequence[Line], carried: Carried, pair: Pair, terms: Terms) -> dict[Line, Verdict]:
    """Return what is to be said of each answer, seen beside the others of the article and all that was asked for."""
    pairs = [(line.text, carried.given[line].plain if line in carried.given else "") for line in wanted]
    return {
        line: structs.replace(verdict, flags=(*verdict.flags, *carried.given[line].flags, *terms.flags(*texts)))
        for line, verdict, texts in zip(wanted, verify_all(pairs, *pair), pairs, strict=True)
        if line in carried.given
    }


def _is_doubtful(line: Line, carried: Carried, verdicts: Mapping[Line, Verdict]) -> bool:
    """Tell whether an answer is worth a second question: what was cut off or mixed up may be right the next time."""
    if line in verdicts:
        return bool(verdicts[line].rejected or verdicts[line].grave)
    return carried.troubles.get(line) == ("rejected", "cut")


def _said_before(carried: Carried, verdicts: Mapping[Line, Verdict], memory: Memory) -> dict[Line, Verdict]:
    """Return verdicts on long answers that a text of another article has got in this run; the others are noted."""
    found = {}
    for line, verdict in verdicts.items():
        answer = carried.given[line].plain
        if not (verdict.rejected or verdict.grave):
            before = memory.given(answer, line.text)
            if same_for_different([(before, answer), (line.text, answer)], least=_LEAST_SAID_BEFORE):
                found[line] = Verdict("doubled")
    return found


def _made(task: Task, carried: Carried, verdicts: Mapping[Line, Verdict], engine: str) -> Translated | Failure:
    if task.frame is None:
        return Failure(task.place, "rejected", "markup")
    for line in task.lines:
        if trouble := _trouble(line, carried, verdicts):
            return Failure(task.place, *trouble)
    given = {line: carried.given[line] for line in task.lines}
    flags = tuple(sorted({flag for line in task.lines for flag in verdicts[line].flags}))
    name = engine if task.lines else "copy"
    if task.key[0] == "plain":
        return Translated(given[task.lines[0]].plain if task.lines else task.key[1], name, flags)
    texts = [given[line].markdown if line in given else copied(line) for line in task.frame.lines]
    text = put_together(task.frame, texts, task.notes, emphasis=all(each.step != "bare" for each in given.values()))
    return Translated(text, name, flags) if text else Failure(task.place, "rejected", "shape")


def _refused(task: Task, carried: Carried, verdicts: Mapping[Line, Verdict]) -> set[Line]:
    """Return the lines of a failed task whose answers are of no use: all of them where they do not fit together."""
    troubles = {line: _trouble(line, carried, verdicts) for line in task.lines}
    if not any(troubles.values()):
        return set(task.lines)
    return {line for line, trouble in troubles.items() if trouble and trouble[0] == "rejected"}


def _trouble(line: Line, carried: Carried, verdicts: Mapping[Line, Verdict]) -> Trouble | None:
    if line not in carried.given:
        return carried.troubles.get(line, ("rejected", "tokens"))
    reason = verdicts[line].rejected or verdicts[line].grave
    return ("rejected", reason) if reason else None
