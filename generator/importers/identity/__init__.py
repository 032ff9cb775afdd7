"""Whether a capture is a new story, an article that is there already, a newer text of one, or a copy elsewhere.

Two stories taken for one cost a story; one story taken for two costs a glance of an editor. So in doubt they are two,
and the editor is told. The figures were measured on 24,235 short news items of one source, where items of one form
with other facts abound (case counts, tolls, results): of 512 pairs that share half of their runs of words, the rule
of `_near` joins one, whose texts are the same. See docs/explanation/duplicates.md.
"""

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias

import msgspec

from generator.importers.cues import fold
from generator.importers.identity.canonical import canonical, house
from generator.importers.identity.known import Existing
from generator.model import Draft, Source
from generator.similarity import Comparison, compare

NEAR = 0.7
"""The share of runs of words that two texts must have in common, counted in either, to be of one article."""
RESEMBLING = 0.5
"""From this share on, an editor is told of it; at one address it is enough for a newer text of the article."""
WORDS_PER_SWAP = 100
"""How long a text must be for a few words of it to be replaced; in short news they are the facts."""
CORRECTED_WORDS = 100
"""How long a text must be for one of the same headline and day, with other facts in it, to be its correction."""
WORDS_PER_CORRECTION = 20
"""How many words of such a text come at least on a place where others stand."""
ENOUGH_WORDS = 20
"""Shorter texts say too little to be told apart by."""
INSIDE = 0.95
"""The share of a text that must be in another for the other to hold all of it."""

_DAY = len("2019-04-08")

Kind: TypeAlias = Literal["new", "known", "update", "copy"]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft is, and the article that it belongs to; with `new`, the article that it might be, if there is one.

    `sure` says of an update that publisher or address are the same; else a person must look at it. `of_it` says that
    publisher and address of the draft are the article's too, as far as can be told.
    """

    kind: Kind
    existing: Existing | None = None
    sure: bool = True
    of_it: bool = True


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A draft with the id or name of its publisher and the day of publication, empty if unknown."""

    draft: Draft
    publisher: str = ""

    @property
    def day(self) -> str:
        """The day of publication; empty unless known to the day."""
        published = self.draft.published or ""
        return published[:_DAY] if len(published) >= _DAY else ""


def judge(candidate: Candidate, held: Iterable[Existing], sources: Mapping[str, Source]) -> Verdict:
    """Return what `candidate` is, in view of the articles that could be the same, the likeliest first."""
    doubt: Existing | None = None
    for existing in held:
        verdict = _beside(candidate, existing, sources)
        if verdict.kind != "new":
            return verdict
        doubt = doubt or verdict.existing
    return Verdict(kind="new", existing=doubt)


def _beside(candidate: Candidate, existing: Existing, sources: Mapping[str, Source]) -> Verdict:
    draft, article = candidate.draft, existing.article
    found = compare(_text(draft.summary, draft.body), _text(article.summary, existing.body))
    other_day = bool(candidate.day and len(article.published) >= _DAY and candidate.day != article.published[:_DAY])
    address = canonical(draft.url or "")
    if address and address == canonical(article.url):
        return _at_one_address(found, existing, other_day=other_day)
    if not _near(found):
        one_house = _one_house(candidate, existing, sources)
        if one_house is not False and not (address and article.url) and _is_corrected(found, candidate, existing):
            # Notices of one form, such as for two parts of a town, are told by a person.
            sure = bool(one_house) and not found.words_differ
            return Verdict(kind="update", existing=existing, sure=sure, of_it=bool(one_house))
        resembling = found.least >= RESEMBLING or (found.most >= INSIDE and found.words >= ENOUGH_WORDS)
        return Verdict(kind="new", existing=existing if resembling else None)
    if _is_copy_that_is_named(address, candidate, existing, sources):
        return Verdict(kind="known", existing=existing)
    return _of_near_text(found, candidate, existing, _one_house(candidate, existing, sources), other_day=other_day)


def _of_near_text(
    found: Comparison, candidate: Candidate, existing: Existing, one_house: bool | None, *, other_day: bool
) -> Verdict:
    two_addresses = bool(candidate.draft.url and existing.article.url)
    match one_house:
        case False:
            return Verdict(kind="copy", existing=existing)
        case True if other_day and two_addresses and not found.same:
            # Of one house, at two addresses, of two days: a standing text with other facts, as likely as not.
            return Verdict(kind="new", existing=existing)
        case True:
            return Verdict(kind="known" if found.same else "update", existing=existing)
        case _:
            holds_all = found.same or found.left_in_right >= INSIDE
            # The same words are printed by many: what is known of the article, or another day at an address of
            # nobody whom the digest knows, speaks against taking the address for the article's own.
            somewhere_else = other_day and not candidate.publisher
            of_it = not (existing.article.publisher or existing.article.url or somewhere_else)
            return Verdict(kind="known" if holds_all else "update", existing=existing, sure=False, of_it=of_it)


def _at_one_address(found: Comparison, existing: Existing, *, other_day: bool) -> Verdict:
    if found.same:
        return Verdict(kind="known", existing=existing)
    if found.most < RESEMBLING or (other_day and found.figures):
        return Verdict(kind="new", existing=existing)
    return Verdict(kind="update", existing=existing)


def _near(found: Comparison) -> bool:
    """Tell whether two texts are the same article by their words alone."""
    if found.words < ENOUGH_WORDS:
        return False
    return found.same or (found.least >= NEAR and not found.figures and found.swaps <= found.words // WORDS_PER_SWAP)


def _is_corrected(found: Comparison, candidate: Candidate, existing: Existing) -> bool:
    """Tell whether two texts with other facts have one headline and one known day, and little else is different."""
    headline, published = fold(candidate.draft.title or ""), existing.article.published
    one_day = bool(candidate.day) and candidate.day == published[:_DAY]
    long_enough = found.words >= CORRECTED_WORDS and found.swaps * WORDS_PER_CORRECTION <= found.words
    return one_day and headline == fold(existing.article.title) != "" and found.least >= NEAR and long_enough


def _text(summary: str | None, body: str) -> str:
    """Return lede and text as one, as one capture has the lede apart and another has it inside."""
    return body if not summary or summary in body else f"{summary}\n\n{body}"


def _one_house(candidate: Candidate, existing: Existing, sources: Mapping[str, Source]) -> bool | None:
    """Tell whether one publisher published both; None where that of one of them is not known."""
    ours = _marks(candidate.publisher, candidate.draft.url or "", sources)
    theirs = _marks(existing.article.publisher, existing.article.url, sources)
    return bool(ours & theirs) if ours and theirs and (ours & theirs or _comparable(ours, theirs)) else None


def _is_copy_that_is_named(
    address: str, candidate: Candidate, existing: Existing, sources: Mapping[str, Source]
) -> bool:
    ours = _marks(candidate.publisher, candidate.draft.url or "", sources)
    return any(
        (address and canonical(copy.url) == address) or ours & _marks(copy.publisher, copy.url, sources)
        for copy in existing.article.also
    )


def _marks(publisher: str, url: str, sources: Mapping[str, Source]) -> frozenset[tuple[str, str]]:
    """Return what a publisher is known by: names, and hosts."""
    names, hosts = {fold(publisher)}, {house(url)}
    if source := sources.get(publisher):
        names |= {fold(name) for name in (*source.name.values(), *source.aliases)}
        hosts.add(house(source.url))
    return frozenset(("name", name) for name in names if name) | frozenset(("host", host) for host in hosts if host)


def _comparable(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    """Tell whether both are known by the same kind of mark, so that they could agree."""
    return bool({kind for kind, _ in ours} & {kind for kind, _ in theirs})
