"""Front matter: the YAML between `---` lines at the top of an article file.

It is read by a strict reader built on libyaml's events (scalars stay strings, no aliases, no tags, no key twice),
written by one canonical emitter, and edited one key at a time without touching a byte of the rest.
"""

from generator.frontmatter.editing import set_entries, set_key, set_subkeys
from generator.frontmatter.reading import MAX_BYTES, MAX_NESTING, Parsed, Place, Split, parse, split, values_in
from generator.frontmatter.writing import KEYS, format_document

__all__ = [
    "KEYS",
    "MAX_BYTES",
    "MAX_NESTING",
    "Parsed",
    "Place",
    "Split",
    "format_document",
    "parse",
    "set_entries",
    "set_key",
    "set_subkeys",
    "split",
    "values_in",
]
