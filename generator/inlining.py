"""An included template becomes part of the one that includes it, where that cannot make a difference."""

from collections.abc import Callable, Iterable

from jinja2 import TemplateNotFound, nodes
from jinja2.visitor import NodeTransformer

from generator.model import Value

_APART = (
    nodes.Extends,
    nodes.Block,
    nodes.Import,
    nodes.FromImport,
    nodes.Macro,
    nodes.CallBlock,
    nodes.EvalContextModifier,
    nodes.ScopedEvalContextModifier,
    nodes.NSRef,
)
"""What makes a template more than a piece of text."""

_OF_ONE_TEMPLATE = frozenset({"loop", "self", "super", "caller", "varargs", "kwargs"})
"""Names that mean something else in the template around."""


class _Part(Value, frozen=True):
    """What a template puts in the place of its include, and the names in it."""

    body: list[nodes.Node]
    names: frozenset[str]


class Includes:
    """The templates that others include, by what `parse` makes of a name; each is parsed once."""

    def __init__(self, parse: Callable[[str], nodes.Template]) -> None:
        self._parse = parse
        self._parts: dict[str, _Part | None] = {}

    def put_into(self, tree: nodes.Template, name: str | None) -> None:
        """Put templates in the places where `tree` includes them.

        An include stays one where its template is chosen later or may be missing, has blocks, macros or rules of its
        own, or names what is set around it, which it could then see too early. So it does outside the blocks of a
        template that extends another: Jinja puts out what is included there, but no text of its own.
        """
        if not any(tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier))):
            _Inliner(self._part, (name,)).visit(tree)

    def _part(self, name: str, around: tuple[str | None, ...]) -> _Part | None:
        if name not in self._parts:
            try:
                tree = self._parse(name)
            except TemplateNotFound:
                # It may never come to including it.
                return None
            if any(tree.find_all(_APART)):
                self._parts[name] = None
            else:
                sets = bool(_set_in(tree))
                _Inliner(self._part, (*around, name)).visit(tree)
                names = frozenset(each.name for each in tree.find_all(nodes.Name))
                body: list[nodes.Node] = [nodes.Scope(tree.body)] if sets else tree.body
                self._parts[name] = None if names & _OF_ONE_TEMPLATE else _Part(body, names)
        return self._parts[name]


class _Inliner(NodeTransformer):
    def __init__(
        self, part: Callable[[str, tuple[str | None, ...]], _Part | None], around: tuple[str | None, ...]
    ) -> None:
        self._part = part
        self._around = around
        self._set: frozenset[str] = frozenset()
        self._unseen = False

    def visit_Template(self, node: nodes.Template) -> nodes.Node:  # noqa: N802 - Jinja's name
        return self._within(node, unseen=node.find(nodes.Extends) is not None)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:  # noqa: N802 - Jinja's name
        return self._within(node, unseen=False)

    def _within(self, node: nodes.Node, *, unseen: bool) -> nodes.Node:
        before = self._set, self._unseen
        self._set, self._unseen = _set_in(node), unseen
        self.generic_visit(node)
        self._set, self._unseen = before
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:  # noqa: N802 - Jinja's name
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802 - Jinja's name
        return node

    def visit_Include(self, node: nodes.Include) -> nodes.Node | list[nodes.Node]:  # noqa: N802 - Jinja's name
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if self._unseen or not isinstance(name, str) or name in self._around:
            return node
        if node.ignore_missing or not node.with_context:
            return node
        part = self._part(name, self._around)
        return node if part is None or part.names & self._set else part.body


def _set_in(tree: nodes.Node) -> frozenset[str]:
    """Return the names that are set in a template or block; those of a loop are its own."""
    loops = {id(name) for loop in tree.find_all(nodes.For) for name in _names(loop.target)}
    found = {each.name for each in tree.find_all(nodes.Name) if each.ctx == "store" and id(each) not in loops}
    found |= {each.name for each in tree.find_all(nodes.Macro)}
    found |= {each.target for each in tree.find_all(nodes.Import)}
    for each in tree.find_all(nodes.FromImport):
        found |= {name if isinstance(name, str) else name[1] for name in each.names}
    return frozenset(found)


def _names(target: nodes.Node) -> Iterable[nodes.Name]:
    return (target,) if isinstance(target, nodes.Name) else target.find_all(nodes.Name)
