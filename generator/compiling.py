"""Jinja with less work for each page: what a template does is the same, and so is where its errors are said to be.

A page of a site has a dozen includes and as many blocks. Jinja hands each of their pieces up through all that they
lie in; here each is joined to one piece first. A context makes only what somebody asks it for.
"""

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.utils import missing

from generator import filters

_BLOCK = "yield from "


class _Compiler(CodeGenerator):
    def writeline(self, x: str, node: nodes.Node | None = None, extra: int = 0) -> None:
        if x.startswith(f"{_BLOCK}context.blocks["):
            x = f"yield concat({x.removeprefix(_BLOCK)})"
        super().writeline(x, node, extra)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(name, str) or node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.simple_write(f"environment.included({name!r}, context, {self.dump_local_context(frame)})", frame, node)


class _Context(Context):
    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Any]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> None:
        self.environment = environment
        self.parent = parent
        self.name = name
        self.vars = {}
        self.exported_vars = set()
        self.blocks = {block: [made] for block, made in blocks.items()}
        self._globals = globals

    @cached_property
    def eval_ctx(self) -> EvalContext:  # type: ignore[override]
        return EvalContext(self.environment, self.name)

    @cached_property
    def globals_keys(self) -> set[str]:  # type: ignore[override]
        return set(self._globals or ())


class _Template(jinja2.Template):
    @classmethod
    def from_code(
        cls,
        environment: jinja2.Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - Jinja's name
        uptodate: Callable[[], bool] | None = None,
    ) -> jinja2.Template:
        """Return the template that compiled code stands for, its insertions escaped by `filters.escaped`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = filters.escaped
        return template


class Environment(jinja2.Environment):
    """An environment whose templates, once loaded, are never looked for again."""

    template_class = _Template
    context_class = _Context
    code_generator_class = _Compiler

    @cached_property
    def _loaded(self) -> dict[str, jinja2.Template]:
        return {}

    def get_template(
        self,
        name: str | jinja2.Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> jinja2.Template:
        """Return a template by its name; `parent` does not matter, as all names begin in the theme's folder."""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name)
        return found

    def rendered(self, name: str, values: Mapping[str, Any]) -> str:
        """Return what a template makes of `values`."""
        template = self.get_template(name)
        context = _Context(self, {**self.globals, **values}, name, template.blocks, template.globals)
        try:
            return self.concat(template.root_render_func(context))
        except Exception:  # noqa: BLE001 - Jinja raises it again, with the lines of the template
            self.handle_exception()

    def included(self, name: str, context: Context, here: Mapping[str, Any]) -> str:
        """Return what a template makes of the context of another that includes it, and of names that are set there."""
        template = self.get_template(name)
        values = context.get_all()
        if here:
            values = values | {key: value for key, value in here.items() if value is not missing}
        return self.concat(template.root_render_func(_Context(self, values, name, template.blocks, template.globals)))
