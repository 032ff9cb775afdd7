"""Articles find their threads: decided for the whole digest at once, written into the articles, overruled by a person.

`threads` and `not_threads` are a person's and only ever changed by `choose`; `threads_auto` is Nashra's. The decisions
on all articles are one function of content and settings: nothing that was decided before is looked at.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.config import Config
from generator.config.fields import nearest
from generator.content import safe_join, write_atomic
from generator.desk.thread_items import PIVOT, Stories, read_stories
from generator.desk.thread_readings import Readings
from generator.desk.thread_replays import Replays
from generator.desk.thread_words import Explanation, announcement, explanation
from generator.errors import UsageError, unreadable
from generator.fingerprints import fingerprint
from generator.frontmatter import set_entries
from generator.link import threads_of
from generator.model import Article, Finding, Value
from generator.recall import open_state
from generator.state import State
from generator.threads import Decision, Item, Thresholds, day, decide, explain, original_of
from generator.threads.terms import language

if TYPE_CHECKING:
    from generator.translation import Done


class Move(Value, frozen=True, kw_only=True):
    """An article whose `threads_auto` is another than before, and the decision that it follows; None by a person."""

    path: str
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    decision: Decision | None = None


class Suggestion(Value, frozen=True, kw_only=True):
    """An article that probably belongs to a thread, for a person to say."""

    path: str
    title: str
    decision: Decision


class Assignment(Value, frozen=True, kw_only=True):
    """What was written (or, in a dry run, would be), what waits for a person, and what could not be written."""

    moves: tuple[Move, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    findings: tuple[Finding, ...] = ()


def assign(project: Path, config: Config, paths: Collection[str] = (), *, dry_run: bool = False) -> Assignment:
    """Write the threads that are certain into the articles at `paths` (all without any), and return what is likely.

    A path is an article or a folder, relative to the digest; UsageError where there is nothing to assign.
    """
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        chosen = stems_at(stories, paths)
        decisions = decisions_of(stories, config, state)
    return _write(project, stories, {stem: decisions.get(stem) for stem in chosen}, dry_run=dry_run)


def assign_new(project: Path, config: Config, created: Iterable[str]) -> Assignment:
    """Write the threads that are certain into articles that have just been made, and return what is likely."""
    made = frozenset(created)
    return _assign_fresh(project, config, lambda article: article.path in made)


def join_translated(project: Path, config: Config, done: Iterable["Done"]) -> tuple[Finding, ...]:
    """Let articles of no thread join one where their new English translation makes it certain; say what came of it.

    An article that is in a thread already stays there: `assign` goes over all.
    """
    changed = {each.original for each in done if each.action in {"created", "updated"} and language(each.lang) == PIVOT}
    if not changed:
        return ()
    return announcements(
        _assign_fresh(
            project,
            config,
            lambda article: article.path in changed and not article.threads and not article.threads_auto,
        )
    )


def announcements(done: Assignment) -> tuple[Finding, ...]:
    """Return what there is to say of articles that joined a thread, or probably belong to one."""
    decisions = (
        *((move.decision, move.path) for move in done.moves),
        *((each.decision, each.path) for each in done.suggestions),
    )
    return (*done.findings, *(announcement(decision, path) for decision, path in decisions if decision))


def choose(
    project: Path, config: Config, path: str, *, into: str | None = None, out_of: str | None = None
) -> tuple[Article, dict[str, list[str]]]:
    """Put an article into a thread, or out of one, by a person's word; return it as it was and the keys written.

    The word counts for good: no later `assign` changes it. UsageError where there is no such article or thread.
    """
    with open_state(project) as state:
        stories = read_stories(project, config, state)
    article = stories.at(path)
    if article is None:
        raise UsageError(f"`{path}` is no article", hint="name an article file; `nashra list` shows them all")
    for thread in (into, out_of):
        known = {*stories.threads, *stories.called_now, *article.threads, *article.threads_auto}
        if thread and thread not in known:
            near = nearest(thread, stories.threads)
            hint = f"did you mean `{near}`?" if near else "`nashra threads list` shows them all"
            raise UsageError(f"there is no thread `{thread}`", hint=hint)
    if into and out_of and stories.same(into, out_of):
        raise UsageError(f"`{into}` cannot be both right and wrong", hint="give `--to` one thread, `--not` another")

    def but_for(entries: Iterable[str], gone: str | None) -> list[str]:
        return [thread for thread in entries if gone is None or not stories.same(thread, gone)]

    chosen = but_for(article.threads, out_of)
    refused = but_for(article.not_threads, into)
    if into:
        # The first is the story that the article counts in.
        chosen = [stories.called_now.get(into, into), *but_for(chosen, into)]
    if out_of and len(but_for(refused, out_of)) == len(refused):
        refused.append(stories.called_now.get(out_of, out_of))
    automatic = [] if chosen else but_for(article.threads_auto, out_of)
    now = {"threads": chosen, "not_threads": refused, "threads_auto": automatic}
    before = {key: list(getattr(article, key)) for key in now}
    changes = {key: value for key, value in now.items() if value != before[key]}
    if changes:
        _replace(project, article, changes)
    return article, changes


def waiting(project: Path, config: Config) -> tuple[Stories, dict[str, Decision]]:
    """Return the stories of a digest, and the suggestions that wait for a person's word, by stem."""
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        decisions = decisions_of(stories, config, state)
    return stories, {stem: each for stem, each in decisions.items() if each.outcome == "suggested"}


def explain_article(project: Path, config: Config, name: str) -> Explanation:
    """Return why the article at a path, or of a name, stands where it stands; UsageError where there is none."""
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        article = stories.at(name) or stories.articles.get(name)
        if article is None:
            raise UsageError(f"`{name}` is no article", hint="name an article file; `nashra list` shows them all")
        decision = decisions_of(stories, config, state).get(article.stem)
        if article.threads and not article.private:
            # What Nashra would say is only asked for here, where a person wants to know.
            decision = next(iter(explain(stories.items, stories.outlines, thresholds(config), article.stem)), None)
    return explanation(article, decision, stories, config)


def thresholds(config: Config) -> Thresholds:
    """Return from when on articles are assigned and suggested, as the settings say."""
    return Thresholds(assign=config.threads.assign, suggest=config.threads.suggest)


def decisions_of(stories: Stories, config: Config, state: State | None = None) -> dict[str, Decision]:
    """Return the decision on each article that no person put into a thread, by stem; remembered in `state`."""
    readings = Readings(stories, state)
    decided = Replays(stories.outlines, thresholds(config), state, readings.reader).decisions(stories.items)
    readings.keep()
    # A person's word that cannot be followed, as there is no such thread, is a person's word all the same.
    return {each.item: each for each in decided if not stories.articles[each.item].threads}


def stems_at(stories: Stories, paths: Collection[str]) -> list[str]:
    """Return the stems of the articles at `paths`, which are files or folders; of all articles without any."""
    if not paths:
        return sorted(stories.articles)
    found: set[str] = set()
    for path in paths:
        folder = f"{path}/" if path else ""
        here = {stem for stem, article in stories.articles.items() if article.path.startswith(folder)}
        one = stories.at(path) if path.endswith(".md") else None
        if not here and not one:
            raise UsageError(f"`{path}` is no article, and no folder with any", hint="`nashra list` shows them all")
        found |= here | ({one.stem} if one else set())
    return sorted(found)


def _assign_fresh(project: Path, config: Config, is_fresh: Callable[[Article], bool]) -> Assignment:
    if not any((project / "content" / "threads").glob("*.toml")):
        return Assignment()
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        new = {stem for stem, article in stories.articles.items() if is_fresh(article)}
        decisions = _decisions_on(new, stories, config, state)
    return _write(project, stories, {stem: decisions.get(stem) for stem in sorted(new)}, dry_run=False)


def _decisions_on(new: Collection[str], stories: Stories, config: Config, state: State | None) -> dict[str, Decision]:
    """Return the decisions on new articles, with those on all others taken as they stand in their files."""
    fresh = [item for item in stories.items if item.id in new]
    if not fresh:
        return {}
    last = max(map(day, fresh))
    # What a person placed counts whatever its day, and nothing else of a later day does.
    items = {item.id: item for item in stories.items if item.threads or day(item) <= last}
    others = {stem: item for stem, item in items.items() if stem not in new}
    readings = Readings(stories, state)
    replays = Replays(stories.outlines, thresholds(config), state, readings.reader)
    # What turns out to be a copy of a new article was decided on without knowing it.
    known = {
        each.item: each
        for each in replays.decisions(list(others.values()))
        if original_of(others[each.item], others).id == original_of(others[each.item], items).id
    }
    files = {stem: stories.now(threads_of(stories.articles[stem], stories.called_now))[:1] for stem in others}
    settled = {stem: next(iter(files[stem]), None) for stem in known if files[stem] != _automatic(known[stem])}
    given = (items.values(), stories.outlines, thresholds(config))
    decided = decide(*given, settled, known=known, reader=readings.reader)
    readings.keep()
    if not any(item.threads for item in fresh):
        agreed = {each.item for each in decided if each.item in new or files[each.item] == _automatic(each)}
        _keep(replays, items, frozenset(new), decided, agreed)
    return {each.item: each for each in decided if each.item in new}


def _keep(
    replays: Replays, items: Mapping[str, Item], new: Set[str], decided: Iterable[Decision], agreed: Set[str]
) -> None:
    """Remember decisions up to the first day after a new article of which there was another, if the files agree."""
    days = {stem: day(item) for stem, item in items.items() if not item.threads}
    first = min(when for stem, when in days.items() if stem in new)
    until = min((when for stem, when in days.items() if stem not in new and when > first), default="~")
    if all(stem in agreed for stem, when in days.items() if when < until):
        replays.keep(
            [item for stem, item in items.items() if days.get(stem, "") < until],
            [each for each in decided if days[each.item] < until],
        )


def _write(project: Path, stories: Stories, decisions: Mapping[str, Decision | None], *, dry_run: bool) -> Assignment:
    moves, suggestions, findings = [], [], []
    for stem, decision in decisions.items():
        article = stories.articles[stem]
        if article.private:
            continue
        if decision and decision.outcome == "suggested":
            suggestions.append(Suggestion(path=article.path, title=article.title, decision=decision))
        after = _automatic(decision)
        if after == article.threads_auto:
            continue
        try:
            if not dry_run:
                _replace(project, article, {"threads_auto": list(after)})
        except UsageError as error:
            findings.append(_finding(article, error.message, error.hint))
            continue
        moves.append(
            Move(path=article.path, title=article.title, before=article.threads_auto, after=after, decision=decision)
        )
    return Assignment(moves=tuple(moves), suggestions=tuple(suggestions), findings=tuple(findings))


def _automatic(decision: Decision | None) -> tuple[str, ...]:
    return (decision.thread,) if decision and decision.outcome == "assigned" and decision.thread else ()


def _replace(project: Path, article: Article, changes: Mapping[str, Sequence[str]]) -> None:
    """Write some keys of an article; UsageError where it is another file than the one that was read."""
    again = "nothing is lost: do it again"
    try:
        path = safe_join(project, *PurePosixPath(article.path).parts)
        raw = path.read_bytes()
        text = raw.decode()
        for key, entries in changes.items():
            text = set_entries(text, key, entries)
        if fingerprint(raw) != article.fingerprint:
            raise UsageError(f"`{article.path}` has just been changed", hint=again)
        write_atomic(path, text.encode())
    except OSError as error:
        raise UsageError(unreadable(Path(article.path), error), hint=again) from None
    except ValueError as error:
        raise UsageError(f"`{article.path}`: {error}", hint="mend the lines between `---`, then do it again") from None


def _finding(article: Article, message: str, hint: str) -> Finding:
    return Finding(code="not-assigned", severity="error", file=article.path, message=message, hint=hint)
