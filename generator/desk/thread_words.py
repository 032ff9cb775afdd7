"""A decision on an article in words: which thread, how sure, what speaks for it, and what would change it."""

import re
import shlex
from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Literal, TypeAlias

from generator.config import Config, ThreadsConfig
from generator.desk.thread_items import Stories
from generator.desk.thread_speech import Speech, english
from generator.desk.thread_terms import chance_of, percent, plain, positive, quoted, said
from generator.link import threads_of
from generator.model import Article, Finding, Value
from generator.threads import Decision, Outcome, Term

Standing: TypeAlias = Outcome | Literal["by hand", "private"]

_NAMES = frozenset({"alias", "name", "place", "near"})
_NEEDS_QUOTES = re.compile(r"[^\w@%+=:,./-]")
_SHOWN = 15
"""How many terms are listed one by one in an explanation."""
_LEAST = 0.005
"""What is written as 0.00 is not listed."""
_TOLD = 3
"""How many terms are named one by one in what would change a decision."""
_ENOUGH = 3
"""From how many articles of a person's choice on a thread is well known."""


class Explanation(Value, frozen=True, kw_only=True):
    """Why an article stands where it stands.

    `outcome` is the decision's, or `by hand` where a person put it into `threads`; the rest is then what Nashra thinks
    by itself. `title` is the article's. `terms` add up to `score`, of which `chance` is the probability. `verdict` and
    `changes` are sentences for an editor.
    """

    path: str
    title: str
    outcome: Standing
    threads: tuple[str, ...] = ()
    not_threads: tuple[str, ...] = ()
    thread: str | None = None
    score: float = 0.0
    chance: float = 0.0
    terms: tuple[Term, ...] = ()
    runner_up: str | None = None
    runner_up_chance: float = 0.0
    verdict: str = ""
    changes: tuple[str, ...] = ()

    def summed(self, speech: Speech | None = None) -> tuple[tuple[str, float], ...]:
        """Return the terms as a person reads them, the weakest of them summed up."""
        words = speech or english()
        counting = (term for term in self.terms if abs(term.value) >= _LEAST)
        strongest = sorted(counting, key=lambda term: -abs(term.value))[:_SHOWN]
        shown = [(said(term, words), term.value) for term in self.terms if term in strongest]
        if not (rest := len(self.terms) - len(shown)):
            return tuple(shown)
        left = self.score - sum(value for _, value in shown)
        return (*shown, (words.say("why_others", count=str(rest)), left))

    def together(self, speech: Speech | None = None) -> str:
        """Return what the terms add up to, and which thread comes next."""
        words = speech or english()
        total = words.say("why_together", score=f"{self.score:+.2f}", chance=percent(self.chance))
        if not self.runner_up:
            return total
        chance = percent(self.runner_up_chance)
        return f"{total} {words.say('why_next', thread=f'`{self.runner_up}`', chance=chance)}"


def explanation(
    article: Article, decision: Decision | None, stories: Stories, config: Config, speech: Speech | None = None
) -> Explanation:
    """Return the reasons for where an article stands; `decision` is Nashra's own, also where a person decided.

    Its sentences are in the language of `speech`, or English.
    """
    words = speech or english()
    decision = decision and _telling(decision)
    told = decision if decision and not article.private else Decision(item=article.stem, outcome="none")
    return Explanation(
        path=article.path,
        title=article.title,
        outcome=_standing(article, decision),
        threads=threads_of(article, stories.called_now),
        not_threads=article.not_threads,
        thread=told.thread,
        score=told.score,
        chance=told.chance,
        terms=told.terms,
        runner_up=told.runner_up,
        runner_up_chance=chance_of(told.runner_up_score) if told.runner_up else 0.0,
        verdict=" ".join(_verdict(article, decision, stories, words)),
        changes=tuple(_changes(article, decision, stories, config.threads, words)),
    )


def announcement(decision: Decision, path: str) -> Finding:
    """Return what there is to say of a fresh article that joined a thread, or probably belongs to one."""
    sure = f"`{decision.thread}` ({percent(decision.chance)} sure): {reason(decision)}"
    refuse = f"`{_assign(path)} --not {decision.thread}`"
    if decision.outcome == "assigned":
        return Finding(
            code="thread-joined", severity="note", file=path, message=f"joined {sure}", hint=f"if not: {refuse}"
        )
    accept = f"`{_assign(path)} --to {decision.thread}`"
    return Finding(
        code="thread-suggested",
        severity="note",
        file=path,
        message=f"probably belongs to {sure}",
        hint=f"if so: {accept}; if not: {refuse}",
    )


def reason(decision: Decision, most: int = 4) -> str:
    """Return the strongest of what speaks for a decision, names first, as in `Haftar, Tripoli, ceasefire`."""
    names_first = sorted(positive(decision.terms), key=lambda term: term.kind not in _NAMES)
    return ", ".join(said(term) for term in names_first[:most])


def _telling(decision: Decision) -> Decision:
    """Return a decision, without a thread where nothing speaks for any."""
    is_empty = decision.outcome == "none" and not positive(decision.terms)
    return Decision(item=decision.item, outcome="none") if is_empty else decision


def name_of(thread: str, stories: Stories, lang: str) -> str:
    """Return a thread by id and, where it has one, its title."""
    title = title_of(thread, stories, lang)
    return f"`{thread}` ({title})" if title else f"`{thread}`"


def title_of(thread: str, stories: Stories, lang: str) -> str:
    """Return the title of a thread in a language, or in the first of those that it has, between quotation marks."""
    known = stories.threads.get(thread)
    title = known.title.get(lang) or next(iter(known.title.values()), "") if known else ""
    return f"“{plain(title)}”" if title else ""


def _standing(article: Article, decision: Decision | None) -> Standing:
    if article.private:
        return "private"
    if article.threads:
        return "by hand"
    return decision.outcome if decision else "none"


def _verdict(article: Article, decision: Decision | None, stories: Stories, words: Speech) -> Iterator[str]:
    def named(threads: Iterable[str]) -> str:
        return ", ".join(name_of(thread, stories, words.lang) for thread in threads)

    if article.private:
        yield words.say("why_is_private")
        return
    if article.threads:
        yield words.say("why_put_by_hand", thread=named(article.threads))
        if decision is None:
            return
        yield words.say("why_by_itself")
    if article.not_threads:
        yield words.say("why_ruled_out", thread=named(article.not_threads))
    if decision is None or decision.thread is None:
        yield words.say("why_nothing_else" if article.not_threads else "why_nothing")
        return
    key = {"assigned": "why_belongs", "suggested": "why_probably", "none": "why_nearest"}[decision.outcome]
    yield words.say(key, thread=named((decision.thread,)), chance=percent(decision.chance))
    if not article.threads and threads_of(article, stories.called_now) != _written(decision):
        yield words.say("why_outdated", command=f"`{_assign(article.path)}`")


def _assign(path: str) -> str:
    """Return the command that assigns an article, as a shell takes it."""
    return f"nashra threads assign {shlex.quote(path) if _NEEDS_QUOTES.search(path) else path}"


def _written(decision: Decision) -> tuple[str, ...]:
    return (decision.thread,) if decision.outcome == "assigned" and decision.thread else ()


def _changes(
    article: Article, decision: Decision | None, stories: Stories, thresholds: ThreadsConfig, words: Speech
) -> Iterator[str]:
    """Yield what would make the decision another one."""

    def command(option: str, thread: str) -> str:
        return f"`{_assign(article.path)} {option} {thread}`"

    if article.private:
        yield words.say("why_allowed", line="`threads: [ID]`")
        return
    if article.threads:
        yield words.say("why_take_out", command=command("--not", article.threads[0]))
        return
    if decision and decision.thread:
        yield from _nearer(decision, stories, thresholds, words)
        yield from _farther(decision, thresholds, words)
        if decision.outcome != "assigned":
            yield words.say("why_accept", command=command("--to", decision.thread))
        yield words.say("why_refuse", command=command("--not", decision.thread))
    elif stories.threads:
        yield words.say("why_put_into", command=command("--to", "ID"))


def _nearer(decision: Decision, stories: Stories, thresholds: ThreadsConfig, words: Speech) -> Iterator[str]:
    """Yield how much is missing to the next better outcome, and what would bring it."""
    if decision.outcome == "suggested" and any(term.kind == "crossing" for term in decision.terms):
        yield words.say("why_across")
    for outcome, least, sure_from, but_for in (
        ("suggested", thresholds.suggest, "why_suggested_from", "why_but_for_suggested"),
        ("assigned", thresholds.assign, "why_assigned_from", "why_but_for_assigned"),
    ):
        if decision.chance >= least or decision.outcome in {outcome, "assigned"}:
            continue
        yield words.say(sure_from, chance=percent(least))
        rival = sum(term.value for term in decision.terms if term.kind == "rival")
        if rival < 0 and decision.runner_up and chance_of(decision.score - rival) >= least:
            yield words.say(but_for, thread=f"`{decision.runner_up}`")
        sure = sum(decision.thread in item.threads for item in stories.items)
        if sure < _ENOUGH:
            yield words.say("why_few", thread=f"`{decision.thread}`", count=str(sure))
        return


def _farther(decision: Decision, thresholds: ThreadsConfig, words: Speech) -> Iterator[str]:
    """Yield the fewest terms without which the outcome would be a worse one."""
    if decision.outcome == "none":
        return

    def without(told: str, score: float) -> str:
        return words.say(_falls(score, decision, thresholds), words=told)

    least = thresholds.assign if decision.outcome == "assigned" else thresholds.suggest
    strongest = positive(decision.terms)
    alone = [term for term in strongest if chance_of(decision.score - _worth(term, decision)) < least]
    if alone:
        yield without(_listed("why_or", alone[:_TOLD], words), decision.score - _worth(alone[0], decision))
        return
    score, gone = decision.score, []
    for term in strongest:
        gone.append(term)
        score -= _worth(term, decision)
        if chance_of(score) < least:
            break
    if chance_of(score) >= least:
        return
    if len(gone) > _TOLD:
        yield without(words.say("why_and_more", word=quoted(gone[0]), count=str(len(gone) - 1)), score)
    else:
        yield without(_listed("why_and", gone, words), score)


def _listed(key: str, terms: Iterable[Term], words: Speech) -> str:
    return reduce(lambda told, other: words.say(key, word=told, other=other), map(quoted, terms))


def _worth(term: Term, decision: Decision) -> float:
    """Return what a word adds in all its roles."""
    return sum(other.value for other in decision.terms if said(other) == said(term))


def _falls(score: float, decision: Decision, thresholds: ThreadsConfig) -> str:
    if decision.outcome == "assigned" and chance_of(score) >= thresholds.suggest:
        return "why_without_likely"
    return "why_without_alone" if decision.outcome == "assigned" else "why_without_none"
