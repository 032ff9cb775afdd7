"""Whether a text was broken off by whoever passed it on."""

import re

SHORT = 1200
"""How many letters a text has at most that was broken off; a longer one ends as its author wrote it."""
END = 160
"""Among how many last letters the mark of that is looked for."""

_BROKEN_OFF = re.compile(r"(?:\[?\s*(?:…|\.\.\.)\s*\]?)\s*\W*$")


def is_broken_off(text: str) -> bool:
    """Tell whether a text is short and ends with an ellipsis, in brackets or not."""
    return len(text) < SHORT and bool(_BROKEN_OFF.search(text[-END:]))
