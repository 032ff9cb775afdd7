"""The review pages as HTML. Every text in them is escaped, and stands in its own language and direction."""

import difflib
import html
import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from generator.content.ledger import block_hash, text_hash
from generator.desk.translation_review import Settled, Shown, Work, part_name, waits
from generator.locales import direction, endonym
from generator.serve.review.forms import ALL
from generator.translation.flags import in_words
from generator.translation.memory import Match
from generator.translation.standing import BlockStanding

_WORDS = re.compile(r"\s+|[^\s]+")
_STATUS = {
    "machine": "machine translation",
    "partial": "partly translated",
    "edited": "corrected",
    "human": "by a person",
}


def list_page(work: Sequence[Work], address: str) -> str:
    """Return the page of all that waits, by thread; `address` is that of the review pages."""
    groups = "".join(
        f"<section><h2>{_isolated(title) if thread else 'In no thread'}</h2><ol>"
        f"{''.join(_work(each, address) for each in some)}</ol></section>"
        for (thread, title), some in groupby(work, key=lambda each: (each.thread, each.thread_title))
    )
    return _page("Translations to review", address, groups or "<p>Nothing waits for a person.</p>", "list")


def translation_page(
    shown: Shown,
    address: str,
    *,
    token: str,
    at: str = "",
    by: str = "",
    said: str = "",
    typed: Mapping[str, str] | None = None,
) -> str:
    """Return the page of one translation, with the cursor in the part `at`; `typed` is what was not written yet."""
    standing, typed = shown.standing, typed or {}
    waiting = sum(map(waits, standing.blocks))
    status = str(standing.about.get("status", "")) or "not translated"
    engine, reviewer = (str(standing.about.get(name) or "") for name in ("engine", "reviewed_by"))
    facts = [_STATUS.get(status, status), *([f"engine {engine}"] if engine else [])]
    facts += [f"reviewed by {reviewer}"] if reviewer else []
    parts = "".join(_part(each, shown, at, typed.get(each.place)) for each in standing.blocks)
    places = {each.place for each in standing.blocks}
    homeless = lost_texts({place: text for place, text in typed.items() if place not in places})
    count = "Nothing waits here." if not waiting else f"{waiting} of {len(standing.blocks)} parts wait."
    body = f"""<p class="facts"><bdi>{html.escape(standing.path)}</bdi>: {_isolated(", ".join(facts))}. {count}</p>
{f'<p class="said" role="status">{said}</p>' if said else ""}
{homeless}
<form{" data-unsaved" if typed else ""} method="post"
action="{address}translation?path={quote(standing.path, safe="")}">
<input type="hidden" name="token" value="{html.escape(token)}">
<button class="default" name="accept" value="" tabindex="-1">Save</button>
<table><thead><tr><th>{_isolated(endonym(standing.source))}</th><th>{_isolated(endonym(standing.target))}</th></tr></thead>
<tbody>{parts}</tbody></table>
<footer>
<label>Your name, shown to readers as the reviewer
<input name="by" value="{html.escape(by or reviewer)}" autocomplete="name" dir="auto"></label>
<button name="accept" value="">Save what I typed</button>
<button name="accept" value="{ALL}">Accept all that is left</button>
<p>Ctrl+Enter accepts the paragraph with the cursor and goes on to the next that waits;
Alt+↓ and Alt+↑ move; Ctrl+S saves.</p>
</footer>
</form>"""
    return _page("Review a translation", address, body, "translation")


def lost_page(typed: Mapping[str, str], message: str, address: str) -> str:
    """Return the page that gives typed texts back where there is no translation to put them into."""
    said = f'<p class="said" role="status">{html.escape(message)}. What you typed is here: copy it.</p>'
    return _page("Review a translation", address, said + lost_texts(typed), "translation")


def lost_texts(typed: Mapping[str, str]) -> str:
    """Return texts for whose parts there is no place any more, to be copied."""
    if not typed:
        return ""
    areas = "".join(
        f'<p>{_named(place)}</p><textarea rows="4" dir="auto" aria-label="{_named(place)}">\n'
        f"{html.escape(text)}</textarea>"
        for place, text in typed.items()
    )
    return f"<section><h2>Typed for paragraphs that are no longer in the original</h2>{areas}</section>"


def outcome(settled: Settled) -> str:
    """Return what to tell of decisions that were not written, as HTML."""
    if settled.unfit:
        return (
            f"Not saved: {html.escape(settled.unfit.message)} ({_named(settled.unfit.place)}). "
            f"{html.escape(settled.unfit.hint.capitalize())}. What you typed is still here."
        )
    places = ", ".join(map(_named, settled.changed))
    return (
        f"Not saved: somebody has changed {places} meanwhile. What you typed is still here, and below it what is in "
        "the file now. Save again to replace that."
    )


def _work(work: Work, address: str) -> str:
    since = f"<time>{html.escape(work.since)}</time> " if work.since else ""
    lang = html.escape(work.title_lang)
    return (
        f'<li><a href="{address}translation?path={quote(work.path, safe="")}">'
        f'<bdi lang="{lang}" dir="{direction(work.title_lang)}">{html.escape(work.title)}</bdi></a> '
        f"{since}into {_isolated(endonym(work.lang))}: {work.told} of {work.blocks} paragraphs</li>"
    )


def _part(part: BlockStanding, shown: Shown, at: str, typed: str | None) -> str:
    standing = shown.standing
    place, text = html.escape(part.place), part.translation if typed is None else typed
    focus = " autofocus" if part.place == at else ""
    source, target = _tagged(standing.source), _tagged(standing.target)
    rows = max(2, 1 + len(text or part.original) // 60 + (text or part.original).count("\n"))
    hidden = (("shown", part.translation), ("original", block_hash(part.original)),
              ("seen", text_hash(part.translation) if part.translation else ""),
              ("waits", "1" if waits(part) else ""))  # fmt: skip
    inputs = "".join(
        f'<input type="hidden" name="{name} {place}" value="{html.escape(value)}">' for name, value in hidden
    )
    kind = "waits" if waits(part) else "done"
    accept = f'<button name="accept" value="{place}">Accept</button>' if waits(part) else ""
    return f"""<tr id="part-{place}" class="{kind} {part.owner}">
<td><div class="text" {source}>{html.escape(part.original) or '<i lang="en">gone from the original</i>'}</div>
{_before(part, source)}</td>
<td><textarea name="text {place}" rows="{rows}" {target} aria-label="{_named(part.place)}"{focus}>
{html.escape(text)}</textarea>{inputs}
<p class="state">{_state(part)} {accept}</p>
{_in_file(part, target) if typed is not None else ""}
{_helps(part, target, shown.similar.get(part.place, ()))}</td></tr>
"""


def _state(part: BlockStanding) -> str:
    made = " ".join(each for each in (part.engine, part.made) if each)
    owner = {
        "machine": f"Machine: {_isolated(made)}, not reviewed.",
        "person": "By a person." if not made else f"By a person; the first version was by {_isolated(made)}.",
        "nobody": "Not translated.",
    }[part.owner]
    stale = " <strong>The original has changed since.</strong>" if part.stale else ""
    flags = f" <strong>Look at: {_isolated('; '.join(map(in_words, part.flags)))}.</strong>" if part.flags else ""
    return f"{_named(part.place)}. {owner}{stale}{flags}"


def _before(part: BlockStanding, source: str) -> str:
    """Return how the original has changed since it was translated, or what it was, where that is known."""
    if part.before and not part.original:
        gone = f'<div class="text" {source}>{html.escape(part.before)}</div>'
        return f"<details open><summary>What the original was</summary>{gone}</details>"
    if not part.stale or not part.before:
        return ""
    old, new = _WORDS.findall(part.before), _WORDS.findall(part.original)
    out: list[str] = []
    for tag, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = html.escape("".join(old[i:j])), html.escape("".join(new[k:m]))
        if tag == "equal":
            out.append(come)
            continue
        out += [f"<del>{gone}</del>"] if gone else []
        out += [f"<ins>{come}</ins>"] if come else []
    changed = f'<div class="text" {source}>{"".join(out)}</div>'
    return f"<details open><summary>What changed in the original</summary>{changed}</details>"


def _in_file(part: BlockStanding, target: str) -> str:
    """Return what stands in the file beside a text that was typed and not written."""
    text = html.escape(part.translation) or '<i lang="en">nothing</i>'
    return f'<details open><summary>In the file now</summary><div class="text" {target}>{text}</div></details>'


def _helps(part: BlockStanding, target: str, matches: Sequence[Match]) -> str:
    found = []
    if part.suggestion:
        found.append(("From memory, for this very text", part.suggestion.text))
    found += [(f"From memory, {match.score:.0f} % alike", match.target) for match in matches]
    return "".join(
        f'<details open><summary>{name}</summary><div class="text" {target}>{html.escape(text)}</div></details>'
        for name, text in found
    )


def _named(place: str) -> str:
    return html.escape(part_name(place))


def _tagged(lang: str) -> str:
    return f'lang="{html.escape(lang)}" dir="{direction(lang)}"'


def _isolated(text: str) -> str:
    return f"<bdi>{html.escape(text)}</bdi>"


def _page(title: str, address: str, body: str, kind: str) -> str:
    return f"""<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{address}review.css">
<script src="{address}review.js" defer></script>
</head>
<body data-template="review-{kind}">
<header><h1>{title}</h1><nav><a href="{address}">All that waits</a></nav></header>
<main>
{body}
</main>
</body>
</html>
"""
