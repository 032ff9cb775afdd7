"""How texts with markup get through an engine: the best way first, and the next one for those that failed.

    html     elements, where the engine takes HTML
    number   numbers that stand for markup (a text without markup is sent as it is)
    word     words that stand for markup
    pieces   the words between markup, each by itself
    bare     the words alone; emphasis is lost, links and notes stand at the end

Nothing is published that holds a token, or an element that we did not put there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from generator.markdown import inline_tokens
from generator.model import Value
from generator.translation.checks.scripts import holds_words
from generator.translation.engines import Answer, Engine, ErrorKind, Ok
from generator.translation.escaping import escaped, one_line
from generator.translation.html import as_html, from_html
from generator.translation.lines import Found, Line, Mark, Restored, copied, rebuilt
from generator.translation.markup import Token, inline_shape
from generator.translation.terms import Terms
from generator.translation.tokens import MOST_MARKS, Scheme, leftover, protected, restore
from generator.translation.verify import doubt, reason_to_reject

Step: TypeAlias = Literal["html", "number", "word", "pieces", "bare"]
STEPS: tuple[Step, ...] = ("html", "number", "word", "pieces", "bare")
_FLAGS: Mapping[Step, tuple[str, ...]] = {"pieces": ("markup-pieces",), "bare": ("markup-lost",)}
_ATOMS_AT_END = ("<", "[^", "`")

Trouble: TypeAlias = tuple[ErrorKind, str]


class Given(Value, frozen=True):
    """What an engine gave for one line, by which step, and what is odd about the way."""

    markdown: str
    plain: str
    step: Step
    flags: tuple[str, ...] = ()


class Carried(Value, frozen=True):
    """What came of sending lines: answers, what failed, and how many texts and characters each step sent."""

    given: dict[Line, Given]
    troubles: dict[Line, Trouble]
    sent: dict[Step, int]
    characters: int

    def then(self, later: "Carried") -> "Carried":
        """Return what came of two times of sending; what was given `later` counts."""
        return Carried(
            self.given | later.given,
            self.troubles,
            {step: self.sent.get(step, 0) + later.sent.get(step, 0) for step in (*self.sent, *later.sent)},
            self.characters + later.characters,
        )


class Carrier:
    """Sends the lines of one article, in one language pair; `notes` are its footnotes by mistune's keys."""

    def __init__(self, engine: Engine, pair: tuple[str, str], notes: Mapping[str, str], terms: Terms) -> None:
        self._engine = engine
        self._pair = pair
        self._env: Token = {"ref_links": {}, "ref_footnotes": dict(notes)}
        self._terms = terms

    def carry(self, lines: Sequence[Line]) -> Carried:
        """Return verified answers to as many lines as the engine can translate."""
        carried = Carried({}, {}, {}, 0)
        left = list(lines)
        for step in STEPS:
            wanted = [line for line in left if self._takes(step, line)]
            if not wanted:
                continue
            results, sent, characters = self._pieces(wanted) if step == "pieces" else self._step(step, wanted)
            carried.sent[step] = sent
            carried = Carried(carried.given, carried.troubles, carried.sent, carried.characters + characters)
            for line, result in zip(wanted, results, strict=True):
                if isinstance(result, Given):
                    carried.given[line] = result
                    carried.troubles.pop(line, None)
                else:
                    carried.troubles[line] = result
            done = {line for line in wanted if line in carried.given or not _worth_another(line, carried.troubles)}
            left = [line for line in left if line not in done]
        return carried

    def _takes(self, step: Step, line: Line) -> bool:
        match step:
            case "html":
                return self._engine.html and line.marked
            case "number":
                return not line.marked or len(line.pieces) <= MOST_MARKS
            case "word":
                return line.marked
            case _:
                return line.marked

    def _step(self, step: Step, lines: Sequence[Line]) -> tuple[list[Given | Trouble], int, int]:
        send, read = _WAYS[step]
        questions = [send(line) for line in lines]
        answers = self._engine.translate(questions, *self._pair, html=step == "html")
        results = [self._judged(line, answer, step, read) for line, answer in zip(lines, answers, strict=True)]
        return results, len(questions), sum(map(len, questions))

    def _judged(
        self, line: Line, answer: Answer, step: Step, read: Callable[[Line, str], Restored | None]
    ) -> Given | Trouble:
        if not isinstance(answer, Ok):
            return answer.kind, answer.detail
        restored = read(line, self._terms.mended(line.text, one_line(answer.text)))
        return self._verified(line, restored, step)

    def _verified(self, line: Line, restored: Restored | None, step: Step) -> Given | Trouble:
        if restored is None or (line.marked and not self._reads_right(line, restored, step)):
            return "rejected", "tokens"
        if leftover(line.text, restored.plain):
            return "rejected", "tokens"
        if reason := reason_to_reject(line.text, restored.plain, *self._pair):
            return "rejected", reason
        flags = (*_FLAGS.get(step, ()), *(("markup-moved",) if restored.moved else ()))
        return Given(restored.markdown, restored.plain, step, flags)

    def _reads_right(self, line: Line, restored: Restored, step: Step) -> bool:
        wanted, there = (self._shape(text) for text in (copied(line), restored.markdown))
        if step == "bare":
            return {each for each in wanted if each[0] in {"link", "image", "footnote_ref"}} <= set(there)
        return wanted == there

    def _shape(self, markdown: str) -> list[tuple[str, str]]:
        return sorted(inline_shape(inline_tokens(markdown, self._env)))

    def _pieces(self, lines: Sequence[Line]) -> tuple[list[Given | Trouble], int, int]:
        """Send the words between marks, each by itself; what stands between them never leaves."""
        wanted = dict.fromkeys(piece for line in lines for piece in _words_of(line) if holds_words(piece, *self._pair))
        questions = list(wanted)
        answers = dict(zip(questions, self._engine.translate(questions, *self._pair), strict=True))
        results = [self._put_together(line, answers) for line in lines]
        return results, len(questions), sum(map(len, questions))

    def _put_together(self, line: Line, answers: Mapping[str, Answer]) -> Given | Trouble:
        found: list[Found] = []
        for place, piece in enumerate(line.pieces):
            if isinstance(piece, Mark):
                found.append(place)
                continue
            answer = answers.get(piece.strip())
            if answer is None:
                found.append(piece)
                continue
            if not isinstance(answer, Ok):
                return answer.kind, answer.detail
            given = one_line(answer.text)
            reason = doubt(piece.strip(), given, *self._pair)
            # A word that another language does without (`se`) has no answer; what is around it is looked at in the end.
            if reason and (reason != "empty" or len(piece.split()) > 1):
                return "rejected", reason
            lead, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
            found.append(f"{lead}{self._terms.mended(line.text, given)}{tail}")
        return self._verified(line, rebuilt(line, found, exact=True), "pieces")


def questions_of(lines: Iterable[Line]) -> frozenset[str]:
    """Return all that may be sent for lines, whatever the step."""
    return frozenset(
        question for line in lines for question in (*(send(line) for send, _ in _WAYS.values()), *_words_of(line))
    )


def _worth_another(line: Line, troubles: Mapping[Line, Trouble]) -> bool:
    """Tell whether another step may help: markup may be what an engine stumbles over, but not a notice of quota."""
    kind, detail = troubles[line]
    return line.marked and kind == "rejected" and detail != "notice"


def _words_of(line: Line) -> Iterable[str]:
    return (piece.strip() for piece in line.pieces if isinstance(piece, str) and piece.strip())


def _way(scheme: Scheme) -> tuple[Callable[[Line], str], Callable[[Line, str], Restored | None]]:
    return lambda line: protected(line, scheme), lambda line, answer: restore(line, answer, scheme)


def _bare(line: Line, answer: str) -> Restored:
    """Return the words of an answer, and at the end what leads somewhere."""
    kept: list[str] = []
    for place, mark in sorted(line.marks.items()):
        if mark.role == "atom" and mark.markdown.startswith(_ATOMS_AT_END):
            kept.append(mark.markdown)
        elif mark.role == "close" and mark.markdown.startswith("]("):
            opening = _opening(line, place)
            kept.append(f"{opening}{_shown(mark.markdown)}{mark.markdown}")
    apart = "".join(each if each.startswith("[^") else f" {each}" for each in kept)
    return Restored(escaped(answer, cell=line.cell) + apart, answer)


def _opening(line: Line, close: int) -> str:
    depth = 0
    for place in range(close - 1, -1, -1):
        piece = line.pieces[place]
        if isinstance(piece, Mark) and piece.role == "close":
            depth += 1
        elif isinstance(piece, Mark) and piece.role == "open":
            if not depth:
                return piece.markdown
            depth -= 1
    return ""


def _shown(target: str) -> str:
    """Return what a link that has lost its words is shown as: where it leads, without the ways of getting there."""
    address = target.removeprefix("](").removesuffix(")").split(' "')[0].strip("<>")
    return escaped(address.partition("://")[2] or address, start=False)


_WAYS: Mapping[Step, tuple[Callable[[Line], str], Callable[[Line, str], Restored | None]]] = {
    "html": (as_html, from_html),
    "number": _way("number"),
    "word": _way("word"),
    "bare": (lambda line: line.text, _bare),
}
