"""Words by which the furniture around an article gives itself away (`cues.toml`)."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from generator.importers.characters.signs import LETTERS
from generator.importers.folding import COLONS, EDGES, as_compared

_COUNT_BEFORE = re.compile(r"\d{1,5}[)\]]?\s*")
_COUNT_BEHIND = re.compile(r"\s*[(\[]?\d{1,5}$")
# Five digits, a bracket and a space.
_LONGEST_COUNT = 7
_RUN = re.compile(rf"(?:\w++|{LETTERS})++|\W")
# Thai and Lao, Tibetan, Burmese, Khmer, kana and Chinese characters: words are written together.
_UNSPACED = (("\u0e00", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u9fff"))
_LONGEST_LABEL, _LONGEST_LINE = 42, 60

# Prompts that stand where buttons do.
_BUTTONS = frozenset({"subscribe", "advertisement"})
_PROMPTS = frozenset({"subscribe", "advertisement", "consent", "login"})
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` as it is compared, remembered for the next time."""
    return as_compared(text)


class Signals(msgspec.Struct, frozen=True):
    """What the words of a line announce: see `heading`, `prompt`, `prefix`, `beginnings`."""

    heading: str | None
    prompt: str | None
    label: tuple[str, str] | None
    begins: frozenset[str]


def signals(lines: Sequence[str], folded: Sequence[str]) -> dict[int, Signals]:
    """Return what the words of `lines`, given as they are and `folded`, announce: by the line, as most do nothing."""
    known, openings = _lines(), _openings()
    found = {}
    for at, (line, same) in enumerate(zip(lines, folded, strict=True)):
        kind, label, begins = None, None, _NONE
        if len(line) <= _LONGEST_LINE:
            kind = known.get(same)
            if kind is None and (same[-1:].isdigit() or same[:1].isdigit()):
                kind = _counted(same)
        opening = openings.get(same[:2]) or openings.get(same[:1])
        if opening and same.startswith(opening):
            label, begins = prefix(line), _beginnings(line, same)
        if kind or label or begins:
            found[at] = Signals(_as_heading(kind), _as_prompt(kind), label, begins)
    return found


def heading(line: str) -> str | None:
    """Return which furniture a short line announces (`comments`, `related`, `share`, `end`), or None."""
    return _as_heading(_whole_line(fold(line))) if len(line) <= _LONGEST_LINE else None


def prompt(line: str) -> str | None:
    """Return what a short line asks of the reader (`subscribe`, `consent`, `advertisement`, `login`), or None."""
    return _as_prompt(_whole_line(fold(line))) if len(line) <= _LONGEST_LINE else None


def is_furniture(text: str) -> bool:
    """Tell whether `text` is a heading or a prompt of any kind."""
    return len(text) <= _LONGEST_LINE and _whole_line(fold(text)) is not None


def prefix(line: str) -> tuple[str, str] | None:
    """Return (kind, what follows) where `line` begins with a label such as `Source:`, or None."""
    label, rest = _split_label(line) if ":" in line or not line.isascii() else ("", "")
    kind = _labels().get(fold(label)) if label else None
    return (_published(kind), rest) if kind else None


def label_only(line: str) -> str | None:
    """Return the kind of a line that is a label and nothing more (`المصدر`), or None."""
    kind = _labels().get(fold(line)) if len(line) < 30 else None
    return _published(kind) if kind else None


def label_kind(text: str) -> str | None:
    """Return the kind of which `text` is a label, the last change (`updated`) apart from the publication."""
    return _labels().get(fold(text))


def is_update(line: str) -> bool:
    """Tell whether `line` begins with a word for the last change (`Updated`), not for the publication."""
    label, _ = _split_label(line)
    return "updated" in beginnings(line) or (bool(label) and _labels().get(fold(label)) == "updated")


def may_begin(folded: str) -> bool:
    """Tell whether a line, given as it is compared, may begin with a label or a word of any kind; most do not."""
    return folded.startswith(_openings().get(folded[:2]) or _openings().get(folded[:1], ()))


def begins_with(line: str, kind: str) -> bool:
    """Tell whether `line` begins with one of the words of `kind`, label or not."""
    return kind in beginnings(line)


def after_beginning(line: str, kind: str) -> str:
    """Return what follows the words of `kind` with which `line` begins."""
    words = line.split()
    for length in range(min(5, len(words)), 0, -1):
        if _labels().get(fold(" ".join(words[:length]))) == kind:
            return " ".join(words[length:]).lstrip(f"{COLONS} ")
    return ""


def is_particle(word: str, kind: str) -> bool:
    """Tell whether `word` stands before names in lines of `kind` (`von`) and before much else, too."""
    return fold(word) in _particles().get(kind, ())


def may_be_called(words: Sequence[str]) -> bool:
    """Tell whether the first or the last of `words` may begin or end a `role` or an `agency` (`is_called`)."""
    firsts, lasts = _edges_of_people()
    first, last = fold(words[0]), fold(words[-1])
    return first in firsts or last in lasts or " " in first or " " in last


def is_called(text: str, kind: str) -> bool:
    """Tell whether `text` is a `role` of the press, a `desk`, an `agency`, a `weekday`, a `greeting`, a `place`.

    Words of `nobody` are in no name.
    """
    return fold(text) in _people()[kind]


def is_no_name(text: str) -> bool:
    """Tell whether `text` is a `role`, a `desk`, a `greeting` or a `place`, which look like names of people."""
    return fold(text) in _no_people()


@lru_cache(maxsize=8192)
def beginnings(line: str) -> frozenset[str]:
    """Return the kinds of which `line` begins with a word."""
    return _beginnings(line, fold(line))


def _beginnings(line: str, folded: str) -> frozenset[str]:
    run = _RUN.match(folded)
    candidates = _by_word().get(run.group()) if run else None
    spaceless = _by_letter().get(folded[:1])
    if candidates or spaceless or line[:3] in ("(c)", "(C)"):
        found = {kind for term, kind in spaceless or () if folded.startswith(term)}
        found.update(kind for term, kind in candidates or () if _starts(folded, term))
        return frozenset(found | {"copyright"} if line[:3] in ("(c)", "(C)") else found)
    return _NONE


def _starts(folded: str, term: str) -> bool:
    return folded.startswith(term) and not _is_letter(folded[len(term) : len(term) + 1])


def _split_label(line: str) -> tuple[str, str]:
    """Return what stands before the first colon, where it is short enough for a label, and what follows."""
    at = line.find(":", 0, _LONGEST_LABEL)
    wide = line.find("：", 0, at if at >= 0 else _LONGEST_LABEL)
    at = wide if wide >= 0 else at
    if at < 0 and not line.isascii():
        at = min((found for colon in COLONS if (found := line.find(colon, 0, _LONGEST_LABEL)) >= 0), default=-1)
    return (line[:at], line[at + 1 :].strip()) if at > 0 else ("", "")


def _as_heading(kind: str | None) -> str | None:
    return "share" if kind in _BUTTONS else None if kind in _PROMPTS else kind


def _as_prompt(kind: str | None) -> str | None:
    return kind if kind in _PROMPTS else None


def _whole_line(folded: str) -> str | None:
    return _lines().get(folded) or _counted(folded)


def _counted(folded: str) -> str | None:
    """Return the kind of a whole line that stands beside a count (`Comments (3)`)."""
    if folded[:1].isdigit() and (before := _COUNT_BEFORE.match(folded)):
        folded = folded[before.end() :]
    if folded[-1:].isdigit() and (behind := _COUNT_BEHIND.search(folded, max(0, len(folded) - _LONGEST_COUNT))):
        folded = folded[: behind.start()]
    return _lines().get(folded.strip(EDGES))


def _published(kind: str) -> str:
    return "dateline" if kind == "updated" else kind


@cache
def _lines() -> dict[str, str]:
    return {fold(term): kind for table in ("prompts", "headings") for kind, term in terms(table)}


@cache
def _labels() -> dict[str, str]:
    return {fold(term): kind for table in ("labels", "prefixes") for kind, term in terms(table)}


@cache
def _particles() -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(fold(term) for terms in rows.values() for term in terms)
        for kind, rows in _file()["labels"].items()
    }


@cache
def _people() -> dict[str, frozenset[str]]:
    return {
        kind: frozenset(fold(term) for terms in rows.values() for term in terms)
        for kind, rows in _file()["people"].items()
    }


@cache
def _no_people() -> frozenset[str]:
    return frozenset().union(*(_people()[kind] for kind in ("role", "desk", "greeting", "place")))


@cache
def _edges_of_people() -> tuple[frozenset[str], frozenset[str]]:
    """Return the first and last words of roles and agencies, among them none, as some words are only edges."""
    words = [term.split(" ") for kind in ("role", "agency") for term in _people()[kind]]
    return frozenset({"", *(fold(each[0]) for each in words)}), frozenset({"", *(fold(each[-1]) for each in words)})


@cache
def _by_word() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return (term, kind) by the first word of terms in scripts with spaces, after which a word must end."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, term in _beginning_terms():
        if _is_spaced(term) and (run := _RUN.match(term)):
            found.setdefault(run.group(), []).append((term, kind))
    return {word: tuple(terms) for word, terms in found.items()}


@cache
def _by_letter() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the same by the first letter, for terms that need no space after them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, term in _beginning_terms():
        if not _is_spaced(term):
            found.setdefault(term[0], []).append((term, kind))
    return {letter: tuple(terms) for letter, terms in found.items()}


@cache
def _openings() -> dict[str, tuple[str, ...]]:
    """Return all labels and all these terms by their first two letters, and those of one letter by that one."""
    found: dict[str, tuple[str, ...]] = {}
    for term in sorted({*_labels(), *(term for _, term in _beginning_terms())}):
        found[term[:2]] = (*found.get(term[:2], ()), term)
    return {begin: (*terms, *found.get(begin[0], ())) if len(begin) > 1 else terms for begin, terms in found.items()}


def _beginning_terms() -> Iterator[tuple[str, str]]:
    return ((kind, fold(term) or term) for kind, term in terms("prefixes"))


def _is_spaced(term: str) -> bool:
    return _is_letter(term[-1:]) and not any(first <= term[-1] <= last for first, last in _UNSPACED)


def _is_letter(sign: str) -> bool:
    """Tell whether `sign` is a letter or the mark of one, as vowels are in the scripts of India."""
    return sign.isalpha() or (sign > "\u02ff" and unicodedata.category(sign)[0] == "M")


def terms(table: str) -> Iterator[tuple[str, str]]:
    """Return (kind, term) for what a table of `cues.toml` has, with either form of the apostrophe."""
    written = ((kind, term) for kind, rows in _file()[table].items() for row in rows.values() for term in row)
    return ((kind, form) for kind, term in written for form in dict.fromkeys((term, term.replace("'", "’"))))


@cache
def _file() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
