"""The type of what lxml gives."""

from typing import Any, TypeAlias

Node: TypeAlias = Any
"""An element of a page; lxml has no types."""
