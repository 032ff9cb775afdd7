"""Blocks that hold nothing but words, plain emphasis and plain links become HTML here, as most of a news text does.

It is what mistune and nh3 make of them, in a tenth of the time: all that takes a second look is left to those two.
"""

import re
from typing import Any

# A dot-atom of letters and digits for a host, and a path that no reader of addresses changes.
_ADDRESS = r"https?://(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}(?:/[A-Za-z0-9._~/?#=+-]*)?"
_SPECIAL = r"\\`*_\[\]!<&\n"
# What stands inside emphasis begins and ends with a letter or digit: asterisks around it can mean nothing else.
_WORDS = rf"[^\W_](?:[^{_SPECIAL}]*[^\W_])?"
_SPANS = re.compile(
    rf"\*\*({_WORDS})\*\*(?!\*)|\*({_WORDS})\*(?!\*)|\[([^{_SPECIAL}]+)\]\(({_ADDRESS})\)|([{_SPECIAL}])"
)
MARKUP = re.compile(f"[{_SPECIAL}]")
# Controls, and the bidirectional characters that must be balanced.
_UNPLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
SPACE = " \t\r\n\f\v"


def simple(token: dict[str, Any]) -> str:
    """Return the HTML of a block token of mistune's, or nothing where the block is not simple."""
    match token:
        case {"type": "paragraph", "text": text}:
            return _around("<p>", text, "</p>\n")
        case {"type": "heading", "text": text, "attrs": {"level": level}}:
            level = max(2, level)
            return _around(f"<h{level}>", text, f"</h{level}>\n")
        case {"type": "block_quote", "children": children}:
            return _all("<blockquote>\n", [simple(child) for child in children], "</blockquote>\n")
        case {"type": "list", "tight": True, "attrs": {"ordered": False}, "children": items}:
            return _all("<ul>\n", [_item(item) for item in items], "</ul>\n")
    return ""


def _item(token: dict[str, Any]) -> str:
    match token["children"]:
        case [{"type": "block_text", "text": text}]:
            return _around("<li>", text, "</li>\n")
    return ""


def _all(start: str, parts: list[str], end: str) -> str:
    return f"{start}{''.join(parts)}{end}" if parts and all(parts) else ""


def _around(start: str, text: str, end: str) -> str:
    html = _inline(text.strip(SPACE))
    return f"{start}{html}{end}" if html else ""


def _inline(text: str) -> str:
    if _UNPLAIN.search(text):
        return ""
    if not MARKUP.search(text):
        return text.replace(">", "&gt;").replace("\xa0", "&nbsp;")
    if ">" in text or "\xa0" in text:
        return ""
    parts, end = [], 0
    for found in _SPANS.finditer(text):
        strong, emphasis, label, address, special = found.groups()
        if special:
            return ""
        parts.append(text[end : found.start()])
        if strong:
            parts.append(f"<strong>{strong}</strong>")
        elif emphasis:
            parts.append(f"<em>{emphasis}</em>")
        else:
            parts.append(f'<a href="{address}" rel="nofollow noopener">{label}</a>')
        end = found.end()
    parts.append(text[end:])
    return "".join(parts)
