"""Jinja with less work for each page: what a template does is the same, and so is where its errors are said to be.

A page of a site has a dozen includes and a thousand insertions. Here an include becomes part of what includes it, an
attribute is read as Python reads one, and the pieces of a page are gathered in lists rather than handed up one by one.
Where that does not go well, Jinja's own way is taken: it knows of values that have keys for attributes, and which
file and line an error is in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from functools import cached_property
from keyword import iskeyword
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Context

from generator import filters
from generator.inlining import Includes

_ASK_FOR_WHAT_IS_MISSING = frozenset({"defined", "undefined", "default", "d"})


class _Compiler(CodeGenerator):
    _may_be_missing = False

    def blockvisit(self, body: Iterable[nodes.Node], frame: Frame) -> None:
        outermost = frame.buffer is None
        if outermost:
            self.buffer(frame)
        super().blockvisit(body, frame)
        if outermost:
            self.writeline(f"yield concat({frame.buffer})")
            frame.buffer = None

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if node.scoped or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
            return
        block = f"context.blocks[{node.name!r}][0]({self.get_context_ref()})"
        self.writeline(f"{frame.buffer}.extend({block})", node)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if self._may_be_missing or node.attr.startswith("_") or not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        elif isinstance(node.node, nodes.Name):
            # A name that is not there has no attributes either, so it need not be looked at twice.
            self.write(f"{frame.symbols.ref(node.node.name)}.{node.attr}")
        else:
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        with self._asking(node.name):
            super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        with self._asking(node.name):
            super().visit_Filter(node, frame)

    @contextmanager
    def _asking(self, name: str) -> Iterator[None]:
        before = self._may_be_missing
        self._may_be_missing = before or name in _ASK_FOR_WHAT_IS_MISSING
        yield
        self._may_be_missing = before

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: "CodeGenerator._FinalizeInfo") -> None:
        if self._is_escaped(frame, finalize):
            self.write("(plain(shown) if type(shown := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: "CodeGenerator._FinalizeInfo") -> None:
        if self._is_escaped(frame, finalize):
            self.write(") is str else shown if type(shown) is Markup else escape(shown))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_escaped(self, frame: Frame, finalize: "CodeGenerator._FinalizeInfo") -> bool:
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile and finalize.src is None


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
    def eval_ctx(self) -> EvalContext:  # type: ignore[override]  # there an attribute
        return EvalContext(self.environment, self.name)

    @cached_property
    def globals_keys(self) -> set[str]:  # type: ignore[override]  # there an attribute
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
        """Return the template that compiled code stands for, its insertions escaped by `filters`."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__.update(escape=filters.escaped, plain=filters.escape)
        return template


class Environment(jinja2.Environment):
    """An environment whose templates, once loaded, are never looked for again."""

    template_class = _Template
    context_class = _Context
    code_generator_class: type[CodeGenerator] = _Compiler
    careful = False

    @cached_property
    def _loaded(self) -> dict[str, jinja2.Template]:
        return {}

    @cached_property
    def _in_need_of_care(self) -> set[str]:
        return set()

    @cached_property
    def _with_care(self) -> "Environment":
        """The same environment, whose templates are compiled as Jinja does it."""
        other = self.overlay(bytecode_cache=None)
        other.__dict__.pop("_loaded", None)
        other.careful = True
        other.code_generator_class = CodeGenerator
        return other

    # Parsing, once ---------------------------------------------------------------------------------------------------

    @cached_property
    def _trees(self) -> dict[tuple[str | None, str], nodes.Template]:
        return {}

    @cached_property
    def _includes(self) -> Includes:
        return Includes(self._parsed)

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """Return the tree of a template, which may be compiled, and changed by that, when it is looked at no more."""
        tree = self._trees[name, source] = super().parse(source, name, filename)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._trees.pop((name, source), None) or super()._parse(source, name, filename)

    def _parsed(self, name: str) -> nodes.Template:
        if self.loader is None:
            raise jinja2.TemplateNotFound(name)
        source, file, _ = self.loader.get_source(self, name)
        return self._parse(source, name, file)

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        if not self.careful:
            self._includes.put_into(source, name)
        return super()._generate(source, name, filename, defer_init)

    # Rendering -------------------------------------------------------------------------------------------------------

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
        if name not in self._in_need_of_care:
            try:
                return self._rendered(name, values)
            except Exception:  # noqa: BLE001 - what is wrong, if anything is, is said below
                self._in_need_of_care.add(name)
        return self._with_care.get_template(name).render(values)

    def _rendered(self, name: str, values: Mapping[str, Any]) -> str:
        template = self.get_template(name)
        context = _Context(self, {**self.globals, **values}, name, template.blocks, template.globals)
        return self.concat(template.root_render_func(context))
