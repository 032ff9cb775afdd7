"""The theme's templates: trusted code that gets no way to look things up, and escapes all that it inserts."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import meta, nodes
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator import filters
from generator.compiling import Environment
from generator.errors import TemplateError
from generator.fingerprints import combine, fingerprint
from generator.model import Card, Frame, Page, ThreadCard, Value
from generator.theme import ThemeFiles

REMEMBERED_PARTS = 50_000


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates of this process, so that a preview does not compile the theme at each build.

    A template is compiled together with those that it includes, so it is known by the fingerprint of all of them.
    """

    def __init__(self, closure: Callable[[str], str]) -> None:
        self._closure = closure

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:  # noqa: ARG002
        """Return a template's bucket, filled if all that it is made of was compiled before."""
        bucket = Bucket(environment, self.get_cache_key(name, filename), self._closure(name))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket if this very template was compiled before."""
        known = _COMPILED.get((bucket.key, bucket.checksum))
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        _COMPILED[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED: dict[tuple[str, str], bytes] = {}


class _References(Value, frozen=True):
    """The templates that a template names, None for a computed name; `apart` are those that are no part of it."""

    named: tuple[str | None, ...]
    apart: frozenset[str | None]


_REFERENCES: dict[tuple[str, str], _References] = {}


def _references(environment: jinja2.Environment, name: str, source: str) -> _References:
    """Return the templates that a template's source names."""
    key = (name, fingerprint(source.encode()))
    if key not in _REFERENCES:
        try:
            tree = environment.parse(source, name)
            named, parts = tuple(meta.find_referenced_templates(tree)), tuple(_parts_in(tree))
        except jinja2.TemplateSyntaxError as error:
            raise syntax_error(error) from error
        included = {_constant(each.template) for each in tree.find_all(nodes.Include)}
        _REFERENCES[key] = _References((*named, *parts), frozenset((*named, *parts)) - (included - set(parts)))
    return _REFERENCES[key]


def _constant(node: nodes.Node | None) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None


def _parts_in(tree: nodes.Template) -> Iterator[str | None]:
    for shared in tree.find_all(nodes.Filter):
        if shared.name == "part":
            yield _constant(shared.node)


def _place(item: Card | ThreadCard | None) -> str:
    """Return what tells an item from others of its kind in one edition."""
    match item:
        case Card():
            return item.path
        case ThreadCard():
            return item.link.path
        case None:
            return ""
    raise TypeError("`part` takes a card of an article or a thread: other values differ from page to page")


# A filter whose answer depends on the page asks for the context, so that Jinja does not work it out beforehand for a
# constant.
here = jinja2.pass_context


class Theme(ThemeFiles):
    """The theme of one digest: its files, and the pages that its templates make."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(folders)
        self._root: str = ""
        self._base_url: str = ""
        self._current: str = ""
        self.environment = Environment(
            loader=jinja2.FunctionLoader(self._load),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(self.closure),
        )
        self.environment.filters |= {
            "absolute": here(lambda _, path: filters.absolute(self._base_url, path)),
            "attributes": filters.attributes,
            "badges": filters.badges,
            "bdi": filters.bdi,
            "date": filters.date,
            "fill": filters.fill,
            "json": filters.json,
            "link": here(lambda _, shown: filters.link(shown, self._root)),
            "markdown": filters.markdown,
            "part": here(lambda _, name, item=None: self._part(name, item)),
            "picture": here(lambda _, image: filters.picture(image, self._root)),
            "runs": filters.runs,
            "sentence": filters.sentence,
            "source": here(lambda _, line: filters.source(line, self._root)),
            "text": filters.inline,
            "url": here(lambda _, path: self._root + path),
        }
        self._closures: dict[str, str] = {}
        self._around: tuple[str, ...] = ()
        self._parts: OrderedDict[tuple[str, tuple[str, ...], str], Markup] = OrderedDict()
        self._frame: Frame | None = None
        self._places: dict[str, frozenset[str]] = {}
        self._words: dict[str, SimpleNamespace] = {}

    def _load(self, name: str) -> tuple[str, str, None]:
        return self.source(name), f"templates/{name}", None

    def closure(self, name: str) -> str:
        """Return the fingerprint of a template and all that it extends, includes or imports."""
        if name not in self._closures:
            found = sorted(self._reach(name, set()))
            self._closures[name] = combine(*(part for each in found for part in (each, self.source(each))))
        return self._closures[name]

    def _reach(self, name: str, seen: set[str]) -> set[str]:
        seen.add(name)
        for other in self._references(name).named:
            if other is None:
                raise TemplateError(
                    "the name of an included template must be written out",
                    hint="a computed name cannot be followed, so a change of that template would go unnoticed",
                    file=f"templates/{name}",
                )
            if other not in seen:
                self._reach(other, seen)
        return seen

    def _references(self, name: str) -> _References:
        return _references(self.environment, name, self.source(name))

    def compile(self, names: Collection[str]) -> None:
        """Compile templates, and those that they call for, before processes begin that would all have to do it."""
        reached = {each for name in names for each in self._reach(name, set())}
        apart = {each for name in reached for each in self._references(name).apart if each}
        for name in sorted({*names, *apart}):
            with suppress(jinja2.TemplateError):
                self.environment.get_template(name)

    # One page at a time ----------------------------------------------------------------------------------------

    def _part(self, name: str, item: Card | ThreadCard | None = None) -> Markup:
        """Return a piece that many pages share: it sees the frame, `current` (a place of the frame) and one item."""
        frame = self._frame
        if frame is None:
            raise ValueError("a part belongs to a page")
        key = (name, self._around, item.path if type(item) is Card else _place(item))
        known = self._parts.get(key)
        if known is None:
            values = {"frame": frame, "s": self._words[frame.lang], "current": self._current, "item": item}
            known = self._parts[key] = filters.markup(self.environment.rendered(name, values))
            if len(self._parts) > REMEMBERED_PARTS:
                self._parts.popitem(last=False)
        return known

    def render(self, page: Page, frame: Frame, values: Mapping[str, Any]) -> str:
        """Return the text that the template of `page` makes of the page, its frame and `values`."""
        self._root, self._base_url, self._frame = page.root, frame.base_url, frame
        if frame.lang not in self._places:
            links = (*frame.nav, *frame.sections, *frame.strip)
            self._places[frame.lang] = frozenset(link.path for link in links)
            # Jinja looks for an attribute before a key, and a miss costs more than the rest.
            self._words[frame.lang] = SimpleNamespace(**frame.strings)
        # The site's own front page is the home of its edition.
        place = frame.home if page.path == "index.html" else page.path
        self._current = place if place in self._places[frame.lang] else ""
        self._around = (frame.lang, self._root, self._current)
        told = {"page": page, "frame": frame, "view": page.content, "s": self._words[frame.lang], **values}
        template = page.template
        try:
            return self.environment.rendered(template, told)
        except jinja2.TemplateSyntaxError as error:
            raise syntax_error(error) from error
        except TemplateError:
            raise
        except Exception as error:
            # A theme is code: whatever it raises becomes one message that names its file and line.
            raise _render_error(error, template) from error


def syntax_error(error: jinja2.TemplateSyntaxError) -> TemplateError:
    """Return our error for a template that Jinja cannot read."""
    return TemplateError(error.message or "cannot be read", file=f"templates/{error.name}", line=error.lineno)


def _render_error(error: Exception, template: str) -> TemplateError:
    file, line = f"templates/{template}", 0
    trace = error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith("templates/"):
            file, line = name, trace.tb_lineno
        trace = trace.tb_next
    return TemplateError(f"{type(error).__name__}: {error}", file=file, line=line)
