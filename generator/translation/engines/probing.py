"""Trying engines out: one sentence to see whether an engine answers, many to see how well it translates."""

import csv
import io
import time
from collections.abc import Sequence

from generator.errors import UsageError
from generator.locales import normalise
from generator.model import Value
from generator.translation.engines.chrf import chrf
from generator.translation.engines.protocol import Engine, Ok
from generator.translation.verify import verify

SENTENCES = {
    "ar": "قال الوزير إن الحوار هو الطريق الوحيد إلى السلام.",
    "de": "Der Minister sagte, der Dialog sei der einzige Weg zum Frieden.",
    "en": "The minister said that dialogue is the only way to peace.",
    "es": "El ministro dijo que el diálogo es el único camino hacia la paz.",
    "fa": "وزیر گفت گفت‌وگو تنها راه رسیدن به صلح است.",
    "fr": "Le ministre a déclaré que le dialogue est le seul chemin vers la paix.",
    "he": "השר אמר שהדיאלוג הוא הדרך היחידה לשלום.",
    "ko": "장관은 대화가 평화로 가는 유일한 길이라고 말했다.",
    "pt": "O ministro disse que o diálogo é o único caminho para a paz.",
    "ru": "Министр заявил, что диалог — единственный путь к миру.",
    "tr": "Bakan, diyaloğun barışa giden tek yol olduğunu söyledi.",
    "ur": "وزیر نے کہا کہ بات چیت ہی امن کا واحد راستہ ہے۔",
}
"""What is sent to see whether an engine answers; nothing of a digest is."""


class Probe(Value, frozen=True, kw_only=True):
    """What an engine answered to one sentence; `error` is empty where the answer is a translation.

    `detail` is what more is known of an error.
    """

    engine: str
    revision: str
    source: str
    target: str
    sent: str
    answer: str = ""
    error: str = ""
    detail: str = ""
    seconds: float = 0.0


class Score(Value, frozen=True, kw_only=True):
    """How well an engine translates one pair: chrF from 0 to 100 over all segments, unanswered ones among them."""

    engine: str
    revision: str
    source: str
    target: str
    segments: int
    answered: int
    chrf: float
    characters: int
    seconds: float


def probe(engine: Engine, source: str, target: str) -> Probe:
    """Ask an engine for one sentence of ours."""
    sent = SENTENCES[source.partition("-")[0]]
    start = time.monotonic()
    (answer,) = engine.translate([sent], source, target)
    about = {"engine": engine.name, "revision": engine.revision, "source": source, "target": target, "sent": sent}
    seconds = round(time.monotonic() - start, 3)
    if not isinstance(answer, Ok):
        return Probe(**about, error=answer.kind, detail=answer.detail, seconds=seconds)
    rejected = verify(sent, answer.text, source, target).rejected
    return Probe(**about, answer=answer.text, error=f"rejected: {rejected}" if rejected else "", seconds=seconds)


def read_segments(text: str) -> dict[str, tuple[str, ...]]:
    """Return the columns of aligned segments by language; UsageError unless at least two columns are languages.

    The text is tab-separated. Its first line names the columns by their languages; other columns are passed over.
    """
    rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    names = {place: tag for place, name in enumerate(rows[0] if rows else []) if (tag := _language(name))}
    whole = [row for row in rows[1:] if len(row) == len(rows[0])]
    if len(names) < 2 or not whole:
        raise UsageError(
            "this file has no aligned segments",
            hint="separate its columns by tabs, and name them by language in the first line, as in `pt` and `en`",
        )
    return {tag: tuple(row[place].strip() for row in whole) for place, tag in names.items()}


def score(engine: Engine, pair: tuple[str, str], texts: Sequence[str], references: Sequence[str]) -> Score:
    """Translate segments and compare them with a person's translations; an unanswered one counts as empty."""
    start = time.monotonic()
    answers = engine.translate(texts, *pair)
    seconds = time.monotonic() - start
    given = [answer.text if isinstance(answer, Ok) else "" for answer in answers]
    return Score(
        engine=engine.name,
        revision=engine.revision,
        source=pair[0],
        target=pair[1],
        segments=len(texts),
        answered=sum(isinstance(answer, Ok) for answer in answers),
        chrf=round(chrf(zip(given, references, strict=True)), 2),
        characters=sum(map(len, texts)),
        seconds=round(seconds, 3),
    )


def _language(name: str) -> str | None:
    tag = normalise(name.strip())
    return tag if tag and len(tag.partition("-")[0]) in {2, 3} and name.strip().lower() not in {"line", "doc"} else None
