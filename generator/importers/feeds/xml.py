"""XML of strangers: no DOCTYPE, which could name files to read or grow without end."""

import re
from typing import Any

from generator.errors import ImportFailed
from generator.importers.html import page

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_doctype(data: bytes, name: str) -> None:
    """Raise ImportFailed for a DOCTYPE; XML that is not well-formed passes, for feeds often are not."""
    parse(data, name)


def parse(data: bytes, name: str) -> Any | None:  # noqa: ANN401 - a tree of an optional package without types
    """Return the root of an XML document, or None where it is not well-formed; ImportFailed where it has a DOCTYPE."""
    try:
        from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError:
        raise page.missing(name) from None
    refused = False
    try:
        return fromstring(data, forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        refused = True
    except (ParseError, ValueError, LookupError, RecursionError):
        refused = bool(_DOCTYPE.search(data.replace(b"\0", b"")))
    if refused:
        raise ImportFailed("the feed has a DOCTYPE, which feeds need not and which is not safe to read", file=name)
    return None
