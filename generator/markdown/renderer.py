"""Blocks to safe HTML. Importing this module imports mistune and nh3."""

# ruff: noqa: D102 - the methods are named after mistune's tokens

import html
import re

import nh3
from mistune.renderers.html import HTMLRenderer

from generator.markdown.links import safe_link
from generator.markdown.pictures import Find, is_ours, none_found, picture_html

_ANCHOR = re.compile(r"</?a\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_ALIGN = {"left": "start", "right": "end", "center": "center"}


class Renderer(HTMLRenderer):
    """What a body may look like. One for each body: it counts the references to its notes."""

    def __init__(self, prefix: str = "", back_label: str = "", find: Find = none_found, root: str = "") -> None:
        super().__init__(escape=True)
        self.prefix = html.escape(prefix)
        self.back = f' aria-label="{html.escape(back_label)}"' if back_label else ""
        self.find, self.root = find, root
        self.captions: dict[str, str] = {}
        self.seen: set[int] = set()

    def link(self, text: str, url: str, title: str | None = None) -> str:
        text = _ANCHOR.sub("", text)
        target = safe_link(url)
        if target is None:
            return text
        about = f' title="{html.escape(_BIDI.sub("", title))}"' if title else ""
        outside = ' rel="nofollow noopener"' if target[:4].lower() == "http" else ""
        return f'<a href="{html.escape(target)}"{outside}{about}>{text or html.escape(target)}</a>'

    def image(self, text: str, url: str, title: str | None = None) -> str:
        text = _TAG.sub("", text)
        picture = self.find(url)
        if picture is None:
            # Elsewhere it can be linked to; what is not in the site cannot even be that.
            return self.link(text, url, title) if url[:4].lower() == "http" else text
        shown = picture_html(picture, html.unescape(text), self.root)
        self.captions[shown] = html.escape(title or "")
        return shown

    def heading(self, text: str, level: int, **attrs: object) -> str:  # noqa: ARG002
        level = max(2, level)
        return f"<h{level}>{balanced(text)}</h{level}>\n"

    def paragraph(self, text: str) -> str:
        caption = self.captions.get(text)
        if caption is not None:
            below = f"<figcaption>{balanced(caption)}</figcaption>" if caption else ""
            return f'<figure class="picture">{text}{below}</figure>\n'
        return f"<p>{balanced(text)}</p>\n"

    def block_text(self, text: str) -> str:
        return balanced(text)

    def block_html(self, html: str) -> str:
        return balanced(super().block_html(html))

    def block_code(self, code: str, info: str | None = None) -> str:  # noqa: ARG002
        lines = (balanced(html.escape(line)) for line in code.split("\n"))
        return '<pre tabindex="0"><code>' + "\n".join(lines) + "</code></pre>\n"

    def definition(self, **attrs: object) -> str:  # noqa: ARG002
        return ""

    def untranslated(self) -> str:
        return ""

    def table(self, text: str) -> str:
        return f'<div class="table" tabindex="0"><table>\n{text}</table></div>\n'

    def table_head(self, text: str) -> str:
        return f"<thead>\n<tr>{text}</tr>\n</thead>\n"

    def table_body(self, text: str) -> str:
        return f"<tbody>\n{text}</tbody>\n"

    def table_row(self, text: str) -> str:
        return f"<tr>{text}</tr>\n"

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head else "td"
        side = f' class="{_ALIGN[align]}"' if align else ""
        return f"<{tag}{side}>{balanced(text)}</{tag}>"

    def footnote_ref(self, key: str, index: int) -> str:  # noqa: ARG002
        # Only the first reference can be the way back.
        name = "" if index in self.seen else f' id="{self.prefix}noteref-{index}"'
        self.seen.add(index)
        return f'<sup><a href="#{self.prefix}note-{index}"{name}>{index}</a></sup>'

    def footnote_item(self, text: str, index: int) -> str:
        back = f'<a href="#{self.prefix}noteref-{index}"{self.back}>\u21a9\ufe0e</a>'
        text = f"{text.rstrip()[:-4]} {back}</p>" if text.rstrip().endswith("</p>") else f"{text} {back}"
        return f'<li id="{self.prefix}note-{index}">{text}</li>\n'


def balanced(text: str) -> str:
    """Return one paragraph's HTML without bidirectional controls that would reach beyond it."""
    if not _BIDI.search(text):
        return text
    kept = list(_TAG.sub(lambda tag: _BIDI.sub("", tag.group()), text))
    open_: list[int] = []
    for index, character in enumerate(kept):
        if character in _CLOSED_BY:
            open_.append(index)
        elif character in "\u202c\u2069":
            if open_ and _CLOSED_BY[kept[open_[-1]]] == character:
                open_.pop()
            else:
                kept[index] = ""
    for index in open_:
        kept[index] = ""
    return "".join(kept)


def _attribute(tag: str, name: str, value: str) -> str | None:  # noqa: ARG001
    if name in {"src", "srcset"}:
        return value if is_ours(value) else None
    return safe_link(value) if name == "href" else value


CLEANER = nh3.Cleaner(
    tags={
        *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br", "div"),
        *("em", "strong", "a", "sup", "table", "thead", "tbody", "tr", "th", "td"),
        *("figure", "figcaption", "picture", "source", "img"),
    },
    attributes={
        "a": {"href", "title", "id", "aria-label"},
        "ol": {"start", "aria-label"},
        "li": {"id"},
        "source": {"type", "srcset", "sizes"},
        "img": {"src", "alt", "width", "height"},
    },
    tag_attribute_values={
        "a": {"rel": {"nofollow noopener"}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "div": {"tabindex": {"0"}},
        "pre": {"tabindex": {"0"}},
    },
    allowed_classes={
        "div": {"table"},
        "figure": {"picture"},
        "ol": {"notes"},
        **{cell: set(_ALIGN.values()) for cell in ("th", "td")},
    },
    url_schemes={"http", "https", "mailto"},
    attribute_filter=_attribute,
    link_rel=None,
)
