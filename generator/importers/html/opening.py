"""The head of an article on its page: greeting, byline and date stand around its headline and are not of its text."""

from collections.abc import Iterable, Iterator, Sequence

from generator.importers import cues, dates
from generator.importers.escaping import Block
from generator.importers.html.passages import Passage
from generator.importers.text.arrange import Parts
from generator.importers.text.byline import Byline, find_authors
from generator.importers.text.lines import Line, split
from generator.importers.text.segment import is_prose

# How short and how long a heading is that is a standfirst.
_DECK = (40, 300)
# Behind a standfirst come so many paragraphs or more.
_TEXT = 2
# Between a headline and its text stand no more passages.
_REACH = 30
# A greeting has no more letters, and no more than this share of what is taken for the article.
_GREETING, _SHARE = 300, 0.25
# Beside a date may stand a weekday and a place; with more words it is only a date line if it says so.
_BESIDE = 2
_OF_NAMES = 0.5
# A line that is less sure to be a byline is a name alone, and many a short line looks like one.
_TOLD = 0.7


def apart(
    passages: Sequence[Passage], taken: Sequence[Passage], title: str, authors: Sequence[str], *, dated: bool
) -> dict[Passage, str]:
    """Return which passages at the head of the article are not of its text, with the reason for each.

    `taken` are those of the article, `authors` are known to have written it, and `dated` tells whether its date is
    known: where they are not, the lines stay that may name them. So does everything if the headline is not on the page.
    """
    chosen = frozenset(taken)
    top = _headline_at(passages, chosen, cues.fold(title))
    if top is None:
        return {}
    found = dict.fromkeys(_greeting(passages, taken, top), "before the article")
    between = list(_between(passages, chosen, top))
    first = Block(next((passage.text for passage in passages[top + 1 :] if passage in chosen), ""), "p")
    lines = [*split(passages[top].text)[:1], *(line for _, line in between)]
    parts = Parts(
        title=title,
        title_at=0,
        summary=None,
        blocks=(first,),
        caption=None,
        insets=(),
        first=len(lines),
        last=len(lines),
        used=frozenset({0}),
        dropped={},
    )
    days = [at for at, line in enumerate(lines) if at and _is_date(line)]
    byline = find_authors(lines, parts, days[0] if days else None)
    if byline.sure < _TOLD:
        known = {cues.fold(name) for name in authors}
        byline = byline if known.issuperset(map(cues.fold, byline.authors)) else Byline()
    for at, (passage, line) in enumerate(between, start=1):
        if dated and at in days:
            found[passage] = "date"
        elif authors and at in byline.at and _is_byline(line, byline.authors):
            found[passage] = "byline"
    return found


def deck(passages: Sequence[Passage], taken: Sequence[Passage], title: str) -> Passage | None:
    """Return the smaller heading right below the headline that is as long as a sentence: it is a standfirst."""
    top = _headline_at(passages, frozenset(taken), cues.fold(title))
    if top is None or not passages[top].level or not passages[top + 1 :]:
        return None
    found = passages[top + 1]
    is_lower, fits = found.level > passages[top].level, _DECK[0] <= len(found.text) <= _DECK[1]
    is_alone = not any(passage.level for passage in passages[top + 2 : top + 3])
    return found if is_lower and fits and is_alone and not found.linked else None


def has_standfirst(passages: Sequence[Passage], taken: Sequence[Passage], beside: Iterable[Passage]) -> bool:
    """Tell whether the first paragraph is set off from the text by the byline or the date, which stand `beside`."""
    places = {passage: at for at, passage in enumerate(passages)}
    between = [places[passage] for passage in beside if passage not in taken]
    first, second = (places[passage] for passage in taken[:2]) if len(taken) > _TEXT else (0, 0)
    is_set_off = any(first < at < second for at in between) and not any(at < first for at in between)
    return is_set_off and is_prose(split(taken[0].text)[0])


def _headline_at(passages: Sequence[Passage], chosen: frozenset[Passage], title: str) -> int | None:
    """Return where the headline is: the first heading of the page that says it, else the last such line above."""
    same = [at for at, passage in enumerate(passages) if title and cues.fold(passage.text) == title]
    heading = min((at for at in same if passages[at].level), key=lambda at: (passages[at].level, at), default=None)
    if heading is not None:
        return heading
    first = next((at for at, passage in enumerate(passages) if passage in chosen and at not in same), 0)
    return max((at for at in same if at < first), default=None)


def _greeting(passages: Sequence[Passage], taken: Sequence[Passage], top: int) -> list[Passage]:
    """Return what was taken above a heading that is the headline, if it is little."""
    if not passages[top].level:
        return []
    before = set(passages[:top])
    above = [passage for passage in taken if passage in before]
    letters = sum(len(passage.text) for passage in above)
    return above if letters <= min(_GREETING, _SHARE * sum(len(passage.text) for passage in taken)) else []


def _between(passages: Sequence[Passage], chosen: frozenset[Passage], top: int) -> Iterator[tuple[Passage, Line]]:
    """Yield the passages of one line between the headline and the text, but subheadings.

    The first paragraph may be a standfirst, with the byline or the date right below it.
    """
    may_follow = True
    for passage in passages[top + 1 : top + 1 + _REACH]:
        shown = split(passage.text)
        if len(shown) != 1:
            continue
        reads_on = is_prose(shown[0])
        if passage in chosen and (passage.level or reads_on):
            if passage.level or not may_follow:
                return
            may_follow = False
        elif not (passage.level or reads_on):
            may_follow = may_follow and not (_is_date(shown[0]) or _says_byline(shown[0]))
            yield passage, shown[0]


def _is_date(line: Line) -> bool:
    if line.ends or not dates.is_date_line(line.text):
        return False
    says_so = "dateline" in line.begins or cues.is_update(line.text) or (line.label or ("",))[0] == "dateline"
    return says_so or dates.words_beside(dates.without_dates(line.text)) <= _BESIDE


def _is_byline(line: Line, authors: Sequence[str]) -> bool:
    """Tell whether a line that names `authors` does little more than that."""
    if line.ends:
        return False
    if _says_byline(line):
        return True
    named = sum(len(name) for name in authors if name in line.text)
    return named >= _OF_NAMES * len(dates.without_dates(line.text))


def _says_byline(line: Line) -> bool:
    return "byline" in line.begins or (line.label or ("",))[0] == "byline" or cues.label_only(line.text) == "byline"
