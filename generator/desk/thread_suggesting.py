"""New stories among articles that are in no thread, threads that look like one, and threads that look like two.

What an editor accepts becomes a thread and a person's label on its articles; what is declined is remembered.
"""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from generator.config import Config
from generator.content import safe_join
from generator.desk import thread_declined as declined
from generator.desk.changes import Change, Edit
from generator.desk.thread_editing import check_free, created, thread_files
from generator.desk.thread_files import begun
from generator.desk.thread_items import Stories, read_stories
from generator.desk.thread_labels import Entries, Labels, labelled, labels_in, with_one, without
from generator.desk.thread_terms import positive
from generator.desk.threading import decisions_of
from generator.errors import UsageError
from generator.importers.identity.known import stem_of
from generator.model import Article, Value
from generator.recall import open_state
from generator.slugs import slug, unique
from generator.threads import Hint, Proposal, Term
from generator.threads.naming import titles
from generator.threads.proposing import hints, propose

_NAME_IT = 'give a name, as in `--name en="Libya talks"`'
_REASONS = 6
_DAY = len("2019-04-08")


class Listed(Value, frozen=True, kw_only=True):
    """An article as a proposal shows it; `day` and `outlet` are empty where they are not known."""

    path: str
    title: str
    day: str
    outlet: str


class NewStory(Value, frozen=True, kw_only=True):
    """A story that is proposed: the id and titles it would have, its articles, oldest first, and what they share.

    `outlets` and `days` count those that are known. `command` accepts it.
    """

    id: str
    titles: dict[str, str]
    articles: tuple[Listed, ...]
    first: str
    last: str
    outlets: int
    days: int
    reasons: tuple[str, ...]
    command: str


class Advice(Value, frozen=True, kw_only=True):
    """Threads that look like one, or a part of one that looks like another; `command` does what is advised."""

    kind: Literal["merge", "split"]
    threads: tuple[str, ...]
    articles: tuple[Listed, ...]
    reasons: tuple[str, ...]
    command: str


class Suggestions(Value, frozen=True, kw_only=True):
    """What is suggested: new stories in the order of their numbers, and what to merge or split."""

    stories: tuple[NewStory, ...]
    advice: tuple[Advice, ...]

    def chosen(self, name: str) -> NewStory:
        """Return the new story of a number or id; UsageError where there is none."""
        numbered = {str(number): story for number, story in enumerate(self.stories, 1)}
        found = numbered.get(name) or next((story for story in self.stories if story.id == name), None)
        if found is None:
            raise UsageError(f"no story `{name}` is suggested", hint="`nashra threads suggest` shows those that are")
        return found


class Acceptance(Value, frozen=True, kw_only=True):
    """A new story that an editor takes, with the id and the titles that the editor gives it.

    `without` are the paths of articles that the editor keeps out of it.
    """

    story: NewStory
    id: str = ""
    names: dict[str, str] = {}  # noqa: RUF012 - a struct copies it
    without: frozenset[str] = frozenset()


def suggest(project: Path, config: Config, days: int | None = None) -> Suggestions:
    """Return what is suggested; with `days`, only new stories that go on in the last days of the digest."""
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        decisions = tuple(decisions_of(stories, config, state).values())
    # Articles whose thread has lost its file are in no new story: a person put them where they are.
    open_to_us = [item for item in stories.items if item.threads or not stories.articles[item.id].threads]
    proposals = propose(open_to_us, stories.outlines, decisions)
    refused = declined.read(project)
    wanted = [
        each for each in proposals if not declined.is_declined(each.items, refused) and _is_recent(each, stories, days)
    ]
    taken = _taken(project)
    found = []
    for each in wanted:
        name = _id_for(each.titles, config, taken)
        taken.add(name)
        found.append(_new_story(each, name, stories))
    advice = (_advice(hint, stories, config, taken) for hint in hints(stories.items, stories.outlines, decisions))
    return Suggestions(stories=tuple(found), advice=tuple(advice))


def accept(project: Path, acceptances: Sequence[Acceptance]) -> Edit:
    """Return what makes threads of new stories; UsageError where an id is taken or an article cannot be changed.

    An article that is kept out of a story is not in its thread later either.
    """
    threads = thread_files(project)
    made: dict[str, Change] = {}
    joining: dict[str, Entries] = {}
    kept_out: dict[str, Entries] = {}
    notes: list[str] = []
    for each in acceptances:
        name = each.id or each.story.id
        check_free(threads, name)
        if name in made:
            raise UsageError(f"two new threads cannot both be `{name}`", hint="accept them one by one, with `--id`")
        named = {**each.story.titles, **each.names}
        if not named:
            raise UsageError(f"no name is proposed for `{name}`", hint=_NAME_IT)
        proposed = named.keys() - each.names.keys()
        text = begun(named, proposed)
        made[name] = created(name, text, " / ".join(named.values()))
        if proposed:
            notes.append(f"readers will see the name that Nashra proposed: read it in `{made[name].path}`")
        listed = {article.path for article in each.story.articles}
        if strangers := sorted(each.without - listed):
            raise UsageError(
                f"`{strangers[0]}` is not in that story", hint="`nashra threads suggest` lists its articles"
            )
        if listed == each.without:
            raise UsageError("no article is left of that story", hint="`--decline` keeps it from coming back")
        for path in listed:
            labels = kept_out if path in each.without else joining
            labels[path] = (*labels.get(path, ()), name)
    paths = sorted({*joining, *kept_out})
    labelled_so = (_joined(project, path, joining.get(path, ()), kept_out.get(path, ())) for path in paths)
    return Edit(changes=(*made.values(), *(change for change in labelled_so if change)), notes=tuple(notes))


def decline(project: Path, stories: Iterable[NewStory]) -> Edit:
    """Return what keeps new stories from being proposed again."""
    lines = [
        declined.line(next(iter(story.titles.values()), story.id), [stem_of(each.path) for each in story.articles])
        for story in stories
    ]
    return declined.with_lines(project, lines)


def titles_for(stories: Stories, articles: Iterable[Article]) -> dict[str, str]:
    """Return the name by language that Nashra would give to a story of these articles; UsageError where it has none."""
    if found := _titles_of(stories, frozenset(article.stem for article in articles)):
        return found
    raise UsageError("these articles have no words in common to name them by", hint=_NAME_IT)


def _titles_of(stories: Stories, stems: frozenset[str]) -> dict[str, str]:
    return titles(item for item in stories.items if item.id in stems)


def _new_story(proposal: Proposal, name: str, stories: Stories) -> NewStory:
    articles = _listed(proposal.items, stories)
    return NewStory(
        id=name,
        titles=proposal.titles,
        articles=articles,
        first=proposal.first,
        last=proposal.last,
        outlets=len({each.outlet for each in articles} - {""}),
        days=len({each.day for each in articles if len(each.day) == _DAY}),
        reasons=_reasons(proposal.terms),
        command=shlex.join(("nashra", "threads", "suggest", "--accept", name)),
    )


def _advice(hint: Hint, stories: Stories, config: Config, taken: set[str]) -> Advice:
    articles = _listed(hint.items, stories)
    command: tuple[str, ...]
    if hint.kind == "merge":
        *others, largest = sorted(hint.threads, key=lambda thread: (_size(thread, stories), thread))
        command = ("merge", *others, largest)
    else:
        name = _id_for(_titles_of(stories, frozenset(hint.items)), config, taken)
        command = ("split", hint.threads[0], name, "--articles", *(article.path for article in articles))
    return Advice(
        kind=hint.kind,
        threads=hint.threads,
        articles=articles,
        reasons=_reasons(hint.terms),
        command=shlex.join(("nashra", "threads", *command)),
    )


def _size(thread: str, stories: Stories) -> int:
    return sum(thread in (*article.threads, *article.threads_auto) for article in stories.articles.values())


def _listed(stems: Iterable[str], stories: Stories) -> tuple[Listed, ...]:
    articles = (stories.articles[stem] for stem in stems)
    listed = (
        Listed(path=each.path, title=each.title, day=each.published[:_DAY], outlet=each.publisher) for each in articles
    )
    return tuple(sorted(listed, key=lambda each: (each.day, each.path)))


def _reasons(terms: Iterable[Term]) -> tuple[str, ...]:
    """Return the strongest of what is shared, but for what is a part of something else that is."""
    found: dict[str, bool] = {}
    for term in positive(terms):
        found.setdefault(term.text, term.kind == "letters")
    whole = (
        text
        for text, is_letters in found.items()
        if not any(text in other if is_letters else f" {text} " in f" {other} " for other in found if other != text)
    )
    return tuple(whole)[:_REASONS]


def _id_for(titles: Mapping[str, str], config: Config, taken: Iterable[str]) -> str:
    """Return a free id of the title in the digest's own language, else in the first there is."""
    title = titles.get(config.default_language) or next(iter(titles.values()), "")
    return unique(slug(title, config.slugs, fallback="story"), set(taken))


def _taken(project: Path) -> set[str]:
    files = thread_files(project).values()
    return {name for file in files for name in (file.thread.id, *file.thread.old_ids)}


def _joined(project: Path, path: str, names: Entries, refused: Entries) -> Change | None:
    raw = safe_join(project, *path.split("/")).read_bytes()
    labels = labels_in(raw)
    if labels is None:
        raise UsageError(f"the threads of `{path}` cannot be read", hint="`nashra check` says what is wrong")
    threads, not_threads = labels.threads, labels.not_threads
    for name in names:
        threads, not_threads = with_one(threads, name), without(not_threads, name)
    for name in refused:
        not_threads = with_one(not_threads, name)
    # What a person decides takes the place of what Nashra did.
    automatic = () if names else labels.threads_auto
    return labelled(path, raw, labels, Labels(threads, automatic, not_threads))


def _is_recent(proposal: Proposal, stories: Stories, days: int | None) -> bool:
    """Tell whether a proposal goes on in the last days of the digest, which end with its newest article."""
    known = [item.date for item in stories.items if len(item.date) == _DAY]
    if days is None or not known:
        return True
    since = date.fromisoformat(max(known)) - timedelta(days=days - 1)
    return proposal.last >= since.isoformat()
