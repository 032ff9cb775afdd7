"""The editor's ribbon on an article's page in the preview: its thread, how sure that is, why, and what would change it.

It is a shadow tree with a style sheet of its own, fixed over the page: the page's style does not reach it, and it moves
nothing on the page. It needs no script, and is never in the files of the site.
"""

import html
import re
from collections.abc import Sequence
from typing import Protocol

STYLE_PATH = "/nashra-ribbon.css"

STYLE = """
:host { all: initial; position: fixed; z-index: 2147483000; inset-block-end: .5rem; inset-inline-end: .5rem;
  font: 14px/1.45 system-ui, sans-serif; color: #1c1b1a; max-inline-size: min(32rem, 100vw - 1rem); }
details { background: #fffdf5; border: 1px solid #8a8578; border-radius: .5rem; text-align: start;
  box-shadow: 0 2px 12px rgb(0 0 0 / .25); overflow: hidden; }
summary { padding: .35rem .75rem; min-block-size: 1.75rem; cursor: pointer; font-weight: 600; overflow-wrap: anywhere; }
summary:focus-visible { outline: 2px solid #0b57d0; outline-offset: -2px; }
.assigned, .hand { border-inline-start: .35rem solid #2e7d32; }
.suggested { border-inline-start: .35rem solid #b26a00; }
.none, .private { border-inline-start: .35rem solid #6b6b6b; }
.inside { padding: 0 .75rem .75rem; max-block-size: 60vh; overflow: auto; overflow-wrap: anywhere; }
p { margin: .5rem 0 0; }
ul { margin: .5rem 0 0; padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .4rem; }
li { border: 1px solid #cfc9ba; border-radius: 1rem; padding: 0 .5rem; }
li.against { border-style: dashed; color: #5a5650; }
.sum { font-weight: 600; }
code { font: .92em ui-monospace, monospace; background: #f1ecdc; padding: 0 .2em; border-radius: .2em; }
@media (prefers-color-scheme: dark) {
  :host { color: #ece8dd; }
  details { background: #25231f; border-color: #77715f; }
  li { border-color: #5a5548; }
  li.against { color: #b7b1a2; }
  code { background: #38352c; }
}
@media print { :host { display: none; } }
""".strip()

_APART = re.compile(r"`([^`]+)`|“([^”]+)”|([+-]\d+\.\d+|\d+ %)")
"""What has a direction of its own in our sentences: ids and commands, titles, numbers with signs."""


class Told(Protocol):
    """What the ribbon needs to know of an article, in one language; ids and commands in backticks, titles in “ ”."""

    @property
    def lang(self) -> str:
        """Return the language of all that is said."""
        ...

    @property
    def dir(self) -> str:
        """Return the direction of that language."""
        ...

    @property
    def outcome(self) -> str:
        """Return `assigned`, `suggested`, `none`, `by hand` or `private`."""
        ...

    @property
    def heading(self) -> str:
        """Return in short where the article stands."""
        ...

    @property
    def verdict(self) -> str:
        """Return where the article belongs."""
        ...

    @property
    def summed(self) -> Sequence[tuple[str, float]]:
        """Return what adds up to the score, as a person reads it."""
        ...

    @property
    def together(self) -> str:
        """Return what the terms add up to."""
        ...

    @property
    def changes(self) -> Sequence[str]:
        """Return what would make it another decision."""
        ...


def with_ribbon(page: bytes, told: Told) -> bytes:
    """Return a page with the ribbon at the end of its body; a page without such an end as it is."""
    at = page.rfind(b"</body>")
    return page if at < 0 else page[:at] + ribbon(told).encode() + page[at:]


def ribbon(told: Told) -> str:
    """Return the ribbon as HTML; every text in it is escaped, and isolated where its direction is not known."""
    terms = "".join(_term(text, value) for text, value in told.summed)
    reasons = f'<ul>{terms}</ul><p class="sum">{_sentence(told.together)}</p>' if terms else ""
    changes = "".join(f"<p>{_sentence(line)}</p>" for line in told.changes)
    kind = "hand" if told.outcome == "by hand" else html.escape(told.outcome)
    return (
        '<nashra-ribbon><template shadowrootmode="open">'
        f'<link rel="stylesheet" href="{STYLE_PATH}">'
        f'<details lang="{html.escape(told.lang)}" dir="{html.escape(told.dir)}" class="{kind}">'
        f"<summary>{_sentence(told.heading)}</summary>"
        f'<div class="inside"><p>{_sentence(told.verdict)}</p>{reasons}{changes}</div>'
        "</details></template></nashra-ribbon>"
    )


def _term(text: str, value: float) -> str:
    against = ' class="against"' if value < 0 else ""
    told = _sentence(text) if "`" in text else _isolated(text)
    return f'<li{against}>{told} <bdi dir="ltr">{value:+.2f}</bdi></li>'


def _sentence(text: str) -> str:
    """Return a sentence of ours, in which what is quoted comes from content."""
    parts, end = [], 0
    for found in _APART.finditer(text):
        parts.append(html.escape(text[end : found.start()]))
        if found[3]:
            parts.append(f'<bdi dir="ltr">{found[3]}</bdi>')
        else:
            parts.append(f"<code>{_isolated(found[1])}</code>" if found[1] else f"<q>{_isolated(found[2])}</q>")
        end = found.end()
    return "".join((*parts, html.escape(text[end:])))


def _isolated(text: str) -> str:
    return f"<bdi>{html.escape(text)}</bdi>"
