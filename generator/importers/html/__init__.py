"""Saved pages: three methods vote on which of its passages are the article; its head and figures say the rest."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.errors import ImportFailed
from generator.importers import cues, language, text
from generator.importers.characters import hygiene, mojibake
from generator.importers.endings import is_broken_off
from generator.importers.escaping import markdown
from generator.importers.html import live, opening, opinions, page, pictures, several, vote
from generator.importers.html.fragments import as_markup, passages_of
from generator.importers.html.head import Head, read_head
from generator.importers.html.headline import headline, holds
from generator.importers.html.markup import blocks_of
from generator.importers.html.nodes import Node
from generator.importers.html.passages import Passage, lines, walk
from generator.importers.options import ImportOptions
from generator.importers.profiles import outlets, profile
from generator.importers.text.arrange import CUED
from generator.importers.text.lines import split
from generator.importers.text.segment import is_inset
from generator.model import Draft, DroppedLine, Notice

# A page beyond either is made to be slow, or is no page of a newspaper: then the quickest method alone decides.
_MAX_PASSAGES = 6000
_MAX_ELEMENTS = 60_000
# Letters outside of links; less is a page's menu.
_LEAST = 20
_ABOVE = "before the article"
_NO_ARTICLE = "no article was found on the page"
_REPAIR = "its letters were read in a wrong encoding: `nashra import --repair FILE` puts them right"
_FRAMES = "open the frame with the article by itself, and save that"
_EMPTY = "a page that scripts fill in is empty when saved: copy its text instead"
# How many letters a text has at least that a page only tells machines, and how far it is believed.
_WHOLE, _TOLD = 200, 0.7
_MARKUP = re.compile(r"<(?:p|br|div)\b", re.IGNORECASE)
_CUT = Notice(
    code="teaser-only",
    message="the page shows no more than the beginning of the article, which ends with an ellipsis",
    hint="if you may read the rest, open the page in a browser, and copy the text from there",
)
_DESCRIBED = Notice(
    code="not-shown",
    message="the saved page shows no text: the article is taken from what the page tells machines",
    hint="look whether it is whole; subheadings and links are not told",
)


def read(data: bytes, name: str, options: ImportOptions, saved_from: str = "") -> tuple[Draft, ...]:
    """Return the one article of a page; `saved_from` is where it lay, if the file tells and the page may not."""
    decoded = page.decode_page(data, name)
    saved_from = saved_from or page.noted_address(decoded.text)
    tree = page.parse(decoded.text, name)
    passages = walk(tree)
    visible = lines(passages)
    mended, broken = mojibake.offer(visible, options.repair)
    if mended != visible:
        tree = page.parse(mojibake.offer(decoded.text, options.repair)[0], name)
        passages = walk(tree)
        visible = lines(passages)
    heads = [node.text_content() for node in tree.iter("title", "h1")]
    head = pictures.with_picture(read_head(tree, saved_from), tree)
    options = outlets.recognised(options, url=head.url, names=(head.publisher,))
    try:
        around: Draft | None = text.extract(visible, name, options)
    except ImportFailed:
        around = None
    choice = _choose(tree, passages, around, name)
    taken, cued = _by_cues(passages, choice.taken, options)
    if sum(len(passage.text) - passage.linked for passage in taken) < _LEAST:
        described = _described(head, passages, options, _REPAIR if broken and not options.repair else "", name)
        return (_with_notices(described, (*decoded.notices, *broken, _DESCRIBED, *described.notices)),)
    notices: tuple[Notice, ...] = ()
    is_live = live.is_live(head, taken)
    if is_live:
        passages, taken = live.with_updates(passages, taken)
    else:
        taken, notices = several.main_one(passages, taken, name)
        if captions := pictures.gallery(passages, taken):
            told = {*taken, *captions}
            taken = [passage for passage in passages if passage in told]
    draft = _draft(passages, taken, head, around or Draft(file=name), options, choice.sure, cued)
    draft = msgspec.structs.replace(draft, format="live") if is_live else draft
    hidden = hygiene.inspect("", *heads, *draft.authors, draft.url or "")
    cut = (_CUT,) if is_broken_off("\n".join(draft.paragraphs)) else ()
    return (_with_notices(draft, (*decoded.notices, *broken, *hidden, *notices, *cut)),)


def _described(head: Head, shown: Sequence[Passage], options: ImportOptions, hint: str, name: str) -> Draft:
    """Return the article that a page tells machines and does not show; ImportFailed where it tells none.

    `hint` is what else may help.
    """
    if len(head.body) < _WHOLE:
        hint = hint or (_FRAMES if head.framed else _EMPTY)
        raise ImportFailed(_NO_ARTICLE, file=name, hint=hint)
    passages = passages_of(head.body if _MARKUP.search(head.body) else as_markup(head.body), name)
    draft = _draft(passages, list(passages), head, Draft(file=name), options, _TOLD, frozenset())
    beside = (DroppedLine(text=passage.text, reason="around the article") for passage in shown)
    return msgspec.structs.replace(draft, dropped_lines=(*draft.dropped_lines, *beside))


def _choose(tree: Node, passages: Sequence[Passage], around: Draft | None, name: str) -> vote.Choice:
    ours = opinions.found_in(passages, "\n".join(around.paragraphs) if around else "")
    if len(passages) > _MAX_PASSAGES or tree.xpath("count(//*)") > _MAX_ELEMENTS:
        return vote.Choice(tuple(k for k, voted in enumerate(ours) if voted), 0.5)
    opinions.slim(tree)
    theirs = opinions.trafilatura_vote(tree, passages, name)
    return vote.choose(passages, (theirs, ours), lambda: opinions.readability_vote(tree, passages, name))


def _by_cues(
    passages: Sequence[Passage], taken: Sequence[int], options: ImportOptions
) -> tuple[list[Passage], frozenset[Passage]]:
    """Return the passages that were taken without what the outlet's cue words keep out, and those that they mean."""
    known = options.cues
    if not any(known.values()):
        return [passages[at] for at in taken], frozenset()
    skipped = profile.skipped([p.text for p in passages], known.get("skip", ()), lambda at: _is_inset(passages[at]))
    dropped = {at for at, passage in enumerate(passages) if profile.is_meant(passage.text, known.get("drop", ()))}
    ends = (
        place for place, at in enumerate(taken) if place and profile.is_meant(passages[at].text, known.get("end", ()))
    )
    end = next(ends, len(taken))
    cued = skipped | dropped
    kept = [passages[at] for at in taken[:end] if at not in cued]
    return kept, frozenset(passages[at] for at in (*cued, *taken[end : end + 1]))


def _is_inset(passage: Passage) -> bool:
    shown = split(passage.text)
    return not passage.level and len(shown) == 1 and is_inset(shown[0])


def _draft(
    passages: Sequence[Passage],
    taken: list[Passage],
    head: Head,
    around: Draft,
    options: ImportOptions,
    sure: float,
    cued: frozenset[Passage],
) -> Draft:
    first = passages.index(taken[0])
    title, title_sure = headline(head, passages, first, around)
    picture = pictures.picture(passages, head, around)
    captions = () if pictures.gallery(passages, taken) else (picture.caption, picture.credit)
    apart = {cues.fold(line) for line in (title, *captions) if line}
    shown = cues.fold(title or "")
    kept = [
        p
        for p in taken
        if cues.fold(p.text) not in apart
        and not _is_only_link(p)
        and not (p.level == 1 and shown and holds(cues.fold(p.text), shown))
    ]
    kept = kept or [p for p in taken if cues.fold(p.text) != cues.fold(title or "")]
    summary, kept = _lede(head.description, kept, around)
    published, published_sure = _published(head, around)
    authors = head.authors or around.authors
    why = opening.apart(passages, kept, title or "", authors, dated=bool(published))
    kept = [passage for passage in kept if passage not in why]
    if not summary and kept[1:] and (deck := opening.deck(passages, kept, title or "")):
        summary, kept = deck.text, [passage for passage in kept if passage is not deck]
    if not summary and opening.has_standfirst(passages, kept, (each for each in why if why[each] != _ABOVE)):
        summary, kept = kept[0].text, kept[1:]
    why |= dict.fromkeys(cued, CUED)
    if not kept:
        raise ImportFailed(f"{_NO_ARTICLE}: nothing but its headline", file=around.file,
                           hint="if it has a text, copy that instead")  # fmt: skip
    blocks = blocks_of(kept, head.base)
    paragraphs = tuple(block.text for block in blocks)
    lang, lang_sure = _language(head, around, [title or "", *paragraphs], options)
    return Draft(
        file=around.file,
        kind="html",
        title=title,
        summary=summary,
        lang=options.lang or lang,
        published=published,
        authors=authors,
        publisher=head.publisher or None,
        sources=around.sources,
        url=head.url or None,
        image_src=picture.address or None,
        image_caption=picture.caption or None,
        image_credit=picture.credit or None,
        body=markdown(blocks),
        paragraphs=paragraphs,
        related=around.related,
        menu=around.menu,
        dropped_lines=_dropped(passages, kept, around, why, (title, summary, picture.caption, picture.shown)),
        section=head.section or None,
        tags=head.tags,
        confidence={
            "body": round(sure, 3),
            "title": round(title_sure, 3),
            "lang": 1.0 if options.lang else lang_sure,
            "published": published_sure,
            "authors": 0.8 if head.authors else 0.5 if around.authors else 0.0,
        },
    )


def _language(head: Head, around: Draft, text_: list[str], options: ImportOptions) -> tuple[str | None, float]:
    """Return the language; where the page says what the text method found, nothing is asked twice."""
    if around.lang and head.lang.partition("-")[0] == around.lang and head.lang not in options.languages:
        return around.lang, around.confidence.get("lang", 0.0)
    return language.agree(head.lang, "\n".join(text_), options.languages)


_PUBLISHED = {"structured": 0.98, "meta": 0.96, "microdata": 0.95, "time": 0.85, "elsewhere": 0.55}


def _published(head: Head, around: Draft) -> tuple[str | None, float]:
    """Return when it was published and how sure that is: what stands at the text overrules a time far from it."""
    if head.published and not (head.published_by == "elsewhere" and around.published):
        return head.published, _PUBLISHED[head.published_by]
    return around.published or None, around.confidence.get("published", 0.0)


def _is_only_link(passage: Passage) -> bool:
    """Tell whether a paragraph is a link and nothing else: it leads to another article."""
    plain = not passage.level and not passage.items and not passage.cell
    return plain and passage.linked >= 0.95 * len(passage.text)


def _lede(description: str, kept: list[Passage], around: Draft) -> tuple[str | None, list[Passage]]:
    """Return the lede and the passages without it; the beginning of the first paragraph is no lede."""
    texts = [cues.fold(passage.text) for passage in kept]
    if len(kept) > 1 and description and cues.fold(description) in texts[:3]:
        at = texts.index(cues.fold(description))
        return kept[at].text, kept[:at] + kept[at + 1 :]
    opening = cues.fold(description).rstrip(". …")
    if opening and kept and cues.fold(kept[0].text).startswith(opening[:60]):
        return None, kept
    apart = around.summary if cues.fold(around.summary or "") not in texts else None
    return description or apart, kept


def _dropped(
    passages: Sequence[Passage],
    kept: Sequence[Passage],
    around: Draft,
    why: Mapping[Passage, str],
    used: Sequence[str | None],
) -> tuple[DroppedLine, ...]:
    """Return the passages that are not in the article: `why` tells the reason, else the text method does."""
    known = {cues.fold(line) for line in used if line} | {cues.fold(p.text) for p in kept}
    reasons = {cues.fold(line.text): line.reason for line in around.dropped_lines}
    folded = ((passage, cues.fold(passage.text)) for passage in passages)
    return tuple(
        DroppedLine(text=passage.text, reason=why.get(passage) or reasons.get(key, "around the article"))
        for passage, key in folded
        if key not in known
    )


def _with_notices(draft: Draft, notices: tuple[Notice, ...]) -> Draft:
    return msgspec.structs.replace(draft, notices=notices) if notices else draft
