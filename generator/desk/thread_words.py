"""A decision on an article in words: which thread, how sure, what speaks for it, and what would change it."""

from collections.abc import Iterable, Iterator
from math import exp, floor
from typing import Literal, TypeAlias

from generator.config import Config, ThreadsConfig
from generator.desk.thread_items import Stories
from generator.link import threads_of
from generator.model import Article, Finding, Value
from generator.threads import Decision, Outcome, Term

Standing: TypeAlias = Outcome | Literal["by hand", "private"]

_NAMES = frozenset({"alias", "name", "place", "near"})
_SHOWN = 15
"""How many terms are listed one by one in an explanation."""
_HAIR = 1e-6
"""So near below a whole percent is a matter of binary fractions."""
_LEAST = 0.005
"""What is written as 0.00 is not listed."""
_TOLD = 3
"""How many terms are named one by one in what would change a decision."""
_ENOUGH = 3
"""From how many articles of a person's choice on a thread is well known."""
_AGAINST = {"rival": "as near to `{}`", "doubt": "what any article has against it"}
_NO_MARKS = str.maketrans({"`": "'", "“": '"', "”": '"'})
_KINDS = {
    "alias": "called `{}`",
    "letters": "like `{}`",
    "near": "a near-copy, `{}`",
    "crossing": "across languages: {}",
}


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

    @property
    def summed(self) -> tuple[tuple[str, float], ...]:
        """The terms as a person reads them, the weakest of them summed up."""
        counting = (term for term in self.terms if abs(term.value) >= _LEAST)
        strongest = sorted(counting, key=lambda term: -abs(term.value))[:_SHOWN]
        shown = [(said(term), term.value) for term in self.terms if term in strongest]
        rest = len(self.terms) - len(shown)
        return (*shown, (f"{rest} others", self.score - sum(value for _, value in shown))) if rest else tuple(shown)

    @property
    def together(self) -> str:
        """What the terms add up to, and which thread comes next."""
        total = f"Together {self.score:+.2f}, which means {percent(self.chance)} sure."
        return f"{total} Next comes `{self.runner_up}`: {percent(self.runner_up_chance)}." if self.runner_up else total


def explanation(article: Article, decision: Decision | None, stories: Stories, config: Config) -> Explanation:
    """Return the reasons for where an article stands; `decision` is Nashra's own, also where a person decided."""
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
        verdict=" ".join(_verdict(article, decision, stories)),
        changes=tuple(_changes(article, decision, stories, config.threads)),
    )


def announcement(decision: Decision, path: str) -> Finding:
    """Return what there is to say of a fresh article that joined a thread, or probably belongs to one."""
    sure = f"`{decision.thread}` ({percent(decision.chance)} sure): {reason(decision)}"
    refuse = f"`nashra threads assign {path} --not {decision.thread}`"
    if decision.outcome == "assigned":
        return Finding(
            code="thread-joined", severity="note", file=path, message=f"joined {sure}", hint=f"if not: {refuse}"
        )
    accept = f"`nashra threads assign {path} --to {decision.thread}`"
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


def said(term: Term) -> str:
    """Return a term as a person reads it."""
    if term.kind == "rival" and term.value > 0:
        return f"not as near to `{_plain(term.text)}`"
    return (_AGAINST | _KINDS).get(term.kind, "{}").replace("{}", _plain(term.text))


def _quoted(term: Term) -> str:
    text = said(term)
    return text if "`" in text else f"`{text}`"


def positive(terms: Iterable[Term]) -> list[Term]:
    """Return the terms that speak for a thread, the strongest first, each word once."""
    found: dict[str, Term] = {}
    for term in sorted(terms, key=lambda term: (-term.value, term.text)):
        if term.value > 0 and term.kind not in _AGAINST:
            found.setdefault(said(term), term)
    return list(found.values())


def percent(chance: float) -> str:
    """Return a chance in whole percent; only what is certain is 0 or 100."""
    # Cut, not rounded: what falls short of a bound is never said to have reached it.
    whole = floor(100 * chance + _HAIR)
    return f"{min(99, max(1, whole)) if 0 < chance < 1 else whole} %"


def chance_of(score: float) -> float:
    """Return the probability that a score in log-odds means."""
    return 1 / (1 + exp(-score)) if score > -700 else 0.0


def name_of(thread: str, stories: Stories) -> str:
    """Return a thread by id and, where it has one, its title in the first of its languages."""
    known = stories.threads.get(thread)
    title = next(iter(known.title.values()), "") if known else ""
    return f"`{thread}` (“{_plain(title)}”)" if title else f"`{thread}`"


def _plain(text: str) -> str:
    """Return a text of content without the marks with which our sentences quote."""
    return text.translate(_NO_MARKS)


def _standing(article: Article, decision: Decision | None) -> Standing:
    if article.private:
        return "private"
    if article.threads:
        return "by hand"
    return decision.outcome if decision else "none"


def _verdict(article: Article, decision: Decision | None, stories: Stories) -> Iterator[str]:
    if article.private:
        yield "It is private, and Nashra keeps private articles out of threading."
        return
    if article.threads:
        names = ", ".join(name_of(thread, stories) for thread in article.threads)
        yield f"A person put it into {names}, and that stays."
        if decision is None:
            return
        yield "By itself Nashra would say:"
    other = ""
    if article.not_threads:
        other = "other "
        yield f"A person ruled out {', '.join(name_of(thread, stories) for thread in article.not_threads)}."
    if decision is None or decision.thread is None:
        yield f"No {other}thread has anything in common with it."
        return
    name, chance = name_of(decision.thread, stories), percent(decision.chance)
    match decision.outcome:
        case "assigned":
            yield f"It belongs to {name}: {chance} sure."
        case "suggested":
            yield f"It probably belongs to {name}: {chance} sure, which is for a person to say."
        case "none":
            yield f"It belongs to no thread; the nearest is {name}: {chance} sure."
    if not article.threads and threads_of(article, stories.called_now) != _written(decision):
        yield f"The file says something else; `nashra threads assign {article.path}` brings it up to date."


def _written(decision: Decision) -> tuple[str, ...]:
    return (decision.thread,) if decision.outcome == "assigned" and decision.thread else ()


def _changes(article: Article, decision: Decision | None, stories: Stories, thresholds: ThreadsConfig) -> Iterator[str]:
    """Yield what would make the decision another one."""
    if article.private:
        yield "To put it into a thread all the same, write `threads: [ID]` into the file."
        return
    if article.threads:
        yield f"To take it out: `nashra threads assign {article.path} --not {article.threads[0]}`."
        return
    if decision and decision.thread:
        yield from _nearer(decision, stories, thresholds)
        yield from _farther(decision, thresholds)
        if decision.outcome != "assigned":
            yield f"To say that it does: `nashra threads assign {article.path} --to {decision.thread}`."
        yield f"To rule it out for good: `nashra threads assign {article.path} --not {decision.thread}`."
    elif stories.threads:
        yield f"To put it into a thread: `nashra threads assign {article.path} --to ID`."


def _nearer(decision: Decision, stories: Stories, thresholds: ThreadsConfig) -> Iterator[str]:
    """Yield how much is missing to the next better outcome, and what would bring it."""
    if decision.outcome == "suggested" and any(term.kind == "crossing" for term in decision.terms):
        yield "What an article shares with a story in another language is only ever suggested, however sure it looks."
    for outcome, least in (("suggested", thresholds.suggest), ("assigned", thresholds.assign)):
        if decision.chance >= least or decision.outcome in {outcome, "assigned"}:
            continue
        yield f"It would be {outcome} from {percent(least)} on."
        rival = sum(term.value for term in decision.terms if term.kind == "rival")
        if rival < 0 and decision.runner_up and chance_of(decision.score - rival) >= least:
            yield f"Without `{decision.runner_up}`, which comes near, it would be {outcome}: rule that one out."
        sure = sum(decision.thread in item.threads for item in stories.items)
        if sure < _ENOUGH:
            articles = f"{sure or 'no'} article{'s' * (sure != 1)}"
            yield f"A person put {articles} into `{decision.thread}` so far; each one more makes Nashra surer."
        return


def _farther(decision: Decision, thresholds: ThreadsConfig) -> Iterator[str]:
    """Yield the fewest terms without which the outcome would be a worse one."""
    if decision.outcome == "none":
        return
    least = thresholds.assign if decision.outcome == "assigned" else thresholds.suggest
    strongest = positive(decision.terms)
    alone = [term for term in strongest if chance_of(decision.score - _worth(term, decision)) < least]
    if alone:
        names = " or ".join(_quoted(term) for term in alone[:_TOLD])
        score = decision.score - _worth(alone[0], decision)
        yield f"Without {names} it would {_falls(score, decision, thresholds)}."
        return
    score, gone = decision.score, []
    for term in strongest:
        gone.append(_quoted(term))
        score -= _worth(term, decision)
        if chance_of(score) < least:
            break
    if chance_of(score) < least:
        names = " and ".join(gone) if len(gone) <= _TOLD else f"{len(gone)} words, {gone[0]} first,"
        yield f"Without {names} it would {_falls(score, decision, thresholds)}."


def _worth(term: Term, decision: Decision) -> float:
    """Return what a word adds in all its roles."""
    return sum(other.value for other in decision.terms if said(other) == said(term))


def _falls(score: float, decision: Decision, thresholds: ThreadsConfig) -> str:
    if decision.outcome == "assigned" and chance_of(score) >= thresholds.suggest:
        return "only be suggested"
    return "be left alone" if decision.outcome == "assigned" else "not be suggested"
