"""How values become HTML: the filters of the theme. `Markup`, the promise that HTML is safe, is made here alone.

Every text is isolated, with its language and direction, so that it cannot disturb its neighbours.
They are filters rather than macros or functions, as a call from a template costs more than all that these do.
"""

import html
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

import markupsafe
import msgspec
from markupsafe import Markup
from markupsafe import escape as any_escaped

from generator.markdown import directed_text, picture_html, render_fragment
from generator.model import Badge, DateText, Link, ShownImage, SourceLine, Text

# The part of markupsafe's `escape` that does the work; the standard library's is slower, and does the same.
escape: Callable[[str], str] = getattr(markupsafe, "_escape_inner", html.escape)
_promise = str.__new__
_EMPTY: tuple[object, ...] = ("", None, [], {})
# Replaced one by one, as `translate` raises and catches an error for each letter that is not ASCII.
_JSON_ESCAPES = tuple((each, f"\\u{ord(each):04x}") for each in "<>&\u2028\u2029")


def markup(safe: str) -> Markup:
    """Promise that `safe` is: made here of escaped text, or by `generator.markdown`, which sanitises."""
    # Past the constructor, which first asks any value for HTML of its own: this is called hundreds of times a page.
    return _promise(Markup, safe)


def escaped(value: object) -> str:
    """Return the text of `value` for HTML, as markupsafe's `escape` does.

    That one wraps every answer in `Markup`; in a template the pieces are only joined, and not wrapping them
    takes a tenth off a whole build.
    """
    if type(value) is str:
        return escape(value)
    return value if type(value) is Markup else any_escaped(value)


def attributes(text: Text) -> Markup:
    """Return the language and direction of a text as attributes of the element that holds it alone."""
    lang = f' lang="{escape(text.lang)}"' if text.lang else ""
    return markup(f'{lang} dir="{text.dir}"')


def runs(text: Text) -> Markup:
    """Return a text for an element that has its attributes, with the parts isolated that run the other way."""
    return markup(_runs(text))


def _runs(text: Text) -> str:
    safe = escape(text.text)
    return safe if text.dir == "auto" else directed_text(safe, text.dir)


def inline(text: Text) -> Markup:
    """Return a text for the inside of a line."""
    lang = f' lang="{escape(text.lang)}"' if text.lang else ""
    direction = f' dir="{text.dir}"' if text.dir != "auto" else ""
    return markup(f"<bdi{lang}{direction}>{_runs(text)}</bdi>")


def bdi(word: str) -> Markup:
    """Return a word of unknown language for the inside of a line."""
    return markup(f"<bdi>{escaped(word)}</bdi>")


def sentence(words: str) -> Markup:
    """Return a sentence in the page's language; names in it that stand between U+2068 and U+2069 are isolated."""
    return markup(escaped(words).replace("\u2068", "<bdi>").replace("\u2069", "</bdi>"))


def link(shown: Link, root: str) -> Markup:
    """Return a link to a page of this site or, when external, to another."""
    if shown.external:
        return markup(f'<a href="{escape(shown.path)}" rel="external noopener">{inline(shown.text)}</a>')
    return markup(f'<a href="{escape(root + shown.path)}">{inline(shown.text)}</a>')


def source(line: SourceLine, root: str) -> Markup:
    """Return a publisher or source, a link where it has a page."""
    return link(Link(path=line.path, text=line.name), root) if line.path else inline(line.name)


def date(day: DateText, unknown: str) -> Markup:
    """Return a date; `unknown` is what stands for one that nobody knows."""
    if not day.machine:
        return markup(f'<span class="unknown">{escape(day.shown or unknown)}</span>')
    clock = f' <bdi class="clock">{escape(day.time)}</bdi>' if day.time else ""
    return markup(f'<time datetime="{escape(day.machine)}">{escape(day.shown)}{clock}</time>')


def badges(shown: tuple[Badge, ...]) -> Markup:
    """Return the labels of an article."""
    return markup(
        "".join(f'<span class="badge badge-{escape(each.kind)}">{escape(each.text)}</span>' for each in shown)
    )


def picture(image: ShownImage, root: str) -> Markup:
    """Return the picture of an article, at the head of its page; nothing where it is elsewhere."""
    return markup(picture_html(image.picture, image.alt.text, root, lead=True) if image.picture else "")


def markdown(text: str) -> Markup:
    """Return a short piece of markdown as HTML."""
    return markup(render_fragment(text))


def fill(text: str, **values: object) -> Markup:
    """Return `text` with `{name}` replaced; both are escaped, but for values that are markup already."""
    filled = escaped(text)
    for name, value in values.items():
        filled = filled.replace("{" + name + "}", escaped(value))
    return markup(filled)


def json(value: object) -> Markup:
    """Return JSON that may also stand inside a script element; empty values of a mapping are left out."""
    kept = value if not isinstance(value, dict) else {key: item for key, item in value.items() if item not in _EMPTY}
    text = msgspec.json.encode(kept, enc_hook=str).decode()
    for each, instead in _JSON_ESCAPES:
        text = text.replace(each, instead)
    return markup(text)


def absolute(base_url: str, path: str) -> str:
    """Return the whole address of a path of the site, or nothing where the site's address is not known."""
    return base_url + _quoted(path) if base_url else ""


@lru_cache(maxsize=65536)
def _quoted(path: str) -> str:
    return quote(path)
