"""Is what an engine gave a translation at all? Thresholds were measured on human translations in ten languages.

This catches broken output, not wrong output: pages say that machine text is not reviewed. What is rejected is nearly
never a translation; what is flagged is shown to a reviewer first. How often both are wrong: `make bench-translate`.
"""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from generator.model import Value
from generator.translation.checks.copying import part_alike, part_left
from generator.translation.checks.doubling import plain, same_for_different
from generator.translation.checks.lengths import dense, far_longer, far_shorter, surprise
from generator.translation.checks.marks import addresses_changed, question_differs, quotes_lost
from generator.translation.checks.numbers import number_changes, numbers_gone
from generator.translation.checks.scripts import scripts_differ, wrong_script
from generator.translation.checks.wholeness import breaks_off, cut_off, hangs, repeats, sentences, unfinished
from generator.translation.engines.notices import notice

if TYPE_CHECKING:
    from generator.translation.checks.fitting import Misplaced

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
# What services say of themselves; news may say it, too, but not where its original does not.
_SERVICE = re.compile(
    r"\b(?:try again|quota|rate[ -]limit|api[ -]key|too many requests|daily limit|limit reached|exceeded"
    r"|translation (?:failed|error|service|unavailable)|(?:un|not )available|upgrade your|access denied|forbidden"
    r"|unauthori[sz]ed|timed[ -]out|please (?:wait|enable|verify|contact|slow)|unsupported|not supported|error)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:javascript|vbscript|data):\S|https?://\S|\]\(", re.IGNORECASE)

# A short text has too little for its length, and too few words for what it shares with its original, to say anything.
_LEAST_LENGTH, _LEAST_LIKENESS, _LEAST_COPY, _LEAST_PLACED = 30, 60, 40, 10
_SHORT, _LONG, _FEWER = -2.8, 3.2, -1.6
# Why an answer may be refused that belongs to another text of the article, and is none the worse for it.
_OF_ANOTHER = frozenset({"", "length", "cut"})
_UNLIKE, _NOTHING_ALIKE, _LITTLE_ALIKE = -4.0, -1.0, 3.0


class Verdict(Value, frozen=True):
    """What is wrong with an answer: `rejected` names why it must not be stored, `flags` what a reviewer should see.

    `grave` is the flag for which it is asked for again; if the second answer has such a one, too, it is not stored.
    The names of flags are those of `generator.translation.flags`.
    """

    rejected: str = ""
    flags: tuple[str, ...] = ()
    grave: str = ""


def verify(source: str, answer: str, source_lang: str, target_lang: str) -> Verdict:
    """Judge one answer to one text; neither holds tokens or markdown."""
    if reason := reason_to_reject(source, answer, source_lang, target_lang):
        return Verdict(reason)
    flags, graves = (
        tuple(name for name, odd in table if odd(source, answer, source_lang, target_lang))
        for table in (_FLAGS, _GRAVE)
    )
    return Verdict(flags=flags, grave=next(iter(graves), ""))


def reason_to_reject(source: str, answer: str, source_lang: str, target_lang: str) -> str:
    """Return why an answer is no translation of a text; nothing where it may be one."""
    return next((name for name, bad in _REJECTS if bad(source, answer, source_lang, target_lang)), "")


def doubt(source: str, answer: str, source_lang: str, target_lang: str) -> str:
    """Return why an answer to a part of a sentence is no translation of it, or hardly one; nothing where it may be."""
    verdict = verify(source, answer, source_lang, target_lang)
    return verdict.rejected or ("" if verdict.grave == "unfinished" else verdict.grave)


def verify_all(pairs: Sequence[tuple[str, str]], source_lang: str, target_lang: str) -> list[Verdict]:
    """Judge the answers to the texts of one article, in the order of the article: what is doubled or swapped shows."""
    if not pairs:
        return []
    verdicts = [verify(source, answer, source_lang, target_lang) for source, answer in pairs]
    doubled = same_for_different(pairs)
    verdicts = [
        Verdict("doubled") if not verdict.rejected and answer in doubled else verdict
        for (_, answer), verdict in zip(pairs, verdicts, strict=True)
    ]
    placed = [index for index, (source, _) in enumerate(pairs) if len(source) >= _LEAST_PLACED]
    refused = {place for place, index in enumerate(placed) if verdicts[index].rejected not in _OF_ANOTHER}
    found = _misplaced([pairs[index] for index in placed], source_lang, target_lang, refused, mixed=bool(doubled))
    for place in found.certain:
        verdicts[placed[place]] = Verdict("swapped")
    for place in found.doubtful:
        verdict = verdicts[placed[place]]
        if not verdict.rejected:
            verdicts[placed[place]] = Verdict(flags=(*verdict.flags, "swapped"), grave="swapped")
    return verdicts


def _misplaced(
    pairs: Sequence[tuple[str, str]], source_lang: str, target_lang: str, refused: Collection[int], *, mixed: bool
) -> "Misplaced":
    from generator.translation.checks.fitting import Misplaced, misplaced

    if len(pairs) < 2 or len(refused) == len(pairs):
        return Misplaced()
    return misplaced(pairs, source_lang, target_lang, refused, mixed=mixed)


def _empty(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return not any(character.isalnum() for character in answer)


def _notice(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if notice(answer) and not notice(source):
        return True
    return (
        _notice_flag(source, answer, source_lang, target_lang)
        and _likeness(source, answer, source_lang, target_lang) < _NOTHING_ALIKE
    )


def _garbled(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return answer.count("\ufffd") > source.count("\ufffd")


def _unchanged(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if plain(source) != plain(answer):
        return False
    return scripts_differ(source_lang, target_lang) or len(source.split()) > 3


def _markup(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return any(
        len(pattern.findall(answer)) > len(pattern.findall(source)) for pattern in (_MARKUP, _ADDRESS)
    ) or answer.lstrip().startswith("---")


def _too_alike(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return _copied(source, answer, source_lang, target_lang) >= 90


def _length(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if len(source) < _LEAST_LENGTH:
        return len(answer) > 200
    least, most = (0.1, 10.0) if dense(source_lang) != dense(target_lang) else (0.25, 4.0)
    return not least <= len(answer) / len(source) <= most


def _repeats(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return repeats(source, answer)


def _notice_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return bool(_SERVICE.search(answer)) and not _SERVICE.search(source)


def _alike_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if _copied(source, answer, source_lang, target_lang) >= 80:
        return True
    return part_alike(source, answer, source_lang, target_lang)


def _notice_likely(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return (
        _notice_flag(source, answer, source_lang, target_lang)
        and _likeness(source, answer, source_lang, target_lang) < _LITTLE_ALIKE
    )


def _short_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return surprise(source, answer, source_lang, target_lang) < _SHORT


def _long_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return surprise(source, answer, source_lang, target_lang) > _LONG


def _unfinished_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return unfinished(source, answer) or hangs(source, answer, source_lang, target_lang)


def _sentences_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if sentences(answer) >= sentences(source):
        return False
    return surprise(source, answer, source_lang, target_lang) < _FEWER


def _numbers_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return number_changes(source, answer, source_lang, target_lang).any


def _unlike_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if min(len(source), len(answer)) < _LEAST_LIKENESS:
        return False
    return _likeness(source, answer, source_lang, target_lang) < _UNLIKE


def _dates_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.fitting import months_differ

    return months_differ(source, answer, source_lang, target_lang)


def _end_lost(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.fitting import end_lost

    return end_lost(source, answer, source_lang, target_lang)


def _language(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.languages import other_language

    return other_language(source, answer, source_lang, target_lang)


def _language_likely(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.languages import partly_other

    return partly_other(source, answer, source_lang, target_lang)


def _language_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.languages import foreign, partly_other, perhaps_other

    return foreign(answer, target_lang) or any(
        odd(source, answer, source_lang, target_lang) for odd in (partly_other, perhaps_other)
    )


def _names_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    from generator.translation.checks.fitting import names_lost

    return names_lost(source, answer, source_lang, target_lang)


def _quotes_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return quotes_lost(source, answer)


def _links_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return addresses_changed(source, answer)


_REJECTS = (
    ("empty", _empty),
    ("garbled", _garbled),
    ("notice", _notice),
    ("markup", _markup),
    ("unchanged", _unchanged),
    ("script", wrong_script),
    ("language", _language),
    ("untranslated", _too_alike),
    ("untranslated", part_left),
    ("length", _length),
    ("cut", cut_off),
    ("repetition", _repeats),
)
_FLAGS = (
    ("notice", _notice_flag),
    ("alike", _alike_flag),
    ("language", _language_flag),
    ("short", _short_flag),
    ("long", _long_flag),
    ("unfinished", _unfinished_flag),
    ("sentences", _sentences_flag),
    ("numbers", _numbers_flag),
    ("dates", _dates_flag),
    ("names", _names_flag),
    ("unlike", _unlike_flag),
    ("question", question_differs),
    ("quotes", _quotes_flag),
    ("links", _links_flag),
)
_GRAVE = (
    ("notice", _notice_likely),
    ("alike", part_alike),
    ("language", _language_likely),
    ("short", far_shorter),
    ("long", far_longer),
    ("unfinished", breaks_off),
    ("unfinished", _end_lost),
    ("numbers", numbers_gone),
    ("unlike", _unlike_flag),
)


def _copied(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    if scripts_differ(source_lang, target_lang) or len(source) < _LEAST_COPY:
        return 0.0
    from rapidfuzz.fuzz import ratio

    return float(ratio(source, answer))


def _likeness(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    from generator.translation.checks.fitting import likeness

    return likeness(source, answer, source_lang, target_lang)
