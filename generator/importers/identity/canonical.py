"""When two addresses are of one page: what is left of an address without what only leads there."""

import re
from collections.abc import Sequence
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlencode, urlsplit

# Parameters that tell a publisher where a reader came from; no site needs one to find its page.
_TRACKING = frozenset(
    (
        *(
            "fbclid",
            "gclid",
            "dclid",
            "gbraid",
            "wbraid",
            "msclkid",
            "yclid",
            "ysclid",
            "twclid",
            "ttclid",
            "igshid",
            "igsh",
        ),
        *("mc_cid", "mc_eid", "mkt_tok", "_ga", "_gl", "cmpid", "ocid", "xtor", "ncid", "smid", "s_cid"),
        *("__twitter_impression", "amp", "outputtype"),
        *("pk_campaign", "pk_kwd", "pk_keyword", "pk_source", "pk_medium", "pk_content", "pk_cid", "pk_group"),
        *("pk_placement", "pk_vid"),
    )
)
_TRACKING_BEGINS = ("utm_", "mtm_", "hsa_")
# Without one of these, no parameter that begins as they do is a campaign's.
_CAMPAIGN = frozenset({"at_medium", "at_campaign"})
_CAMPAIGN_BEGINS = "at_"
_PORTS = {"http": 80, "https": 443}
_VARIANTS = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")
_AMP_CACHE = re.compile(r"https?://(?:www\.google\.[a-z.]+/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(s/)?", re.IGNORECASE)
_AMP_PATH = re.compile(r"(?:/amp|\.amp)(?:\.html?)?$")
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
# What a path may hold as it is; `/` and `%` inside of a part stay escaped.
_PLAIN = "!$&'()*+,;=:@~"


def canonical(address: str) -> str:
    """Return what all addresses of one page have in common, or nothing for a home page and for what is no address.

    It is for comparing, not for opening: it has no scheme.
    """
    found = _split(_AMP_CACHE.sub(lambda cache: "https://" if cache[1] else "http://", address.strip(), count=1))
    if found is None:
        return ""
    host = _host(found)
    path = "/".join(quote(unquote_to_bytes(part), safe=_PLAIN) for part in found.path.split("/"))
    path = _INDEX.sub("", _AMP_PATH.sub("", path.rstrip("/"))).rstrip("/")
    query = urlencode(sorted(_without_tracking(parse_qsl(found.query, keep_blank_values=True))))
    # Some sites keep what they show behind the hash.
    route = found.fragment if found.fragment.startswith(("!", "/")) else ""
    if not host or not (path or query or route):
        return ""
    return f"{host}{path}{f'?{query}' if query else ''}{f'#{route}' if route else ''}"


def house(address: str) -> str:
    """Return the host that publishes at an address, without `www.` and the like; nothing for what is no address."""
    found = _split(address.strip())
    return _host(found).partition(":")[0] if found else ""


def _split(address: str) -> SplitResult | None:
    try:
        found = urlsplit(address)
        return found if found.scheme.lower() in _PORTS and found.hostname else None
    except ValueError:
        return None


def _host(found: SplitResult) -> str:
    name = (found.hostname or "").rstrip(".")
    try:
        name = name.encode("idna").decode()
        port = found.port
    except (UnicodeError, ValueError):
        port = None
    name = _VARIANTS.sub("", name, count=1) if _VARIANTS.match(name) else name
    return f"{name}:{port}" if port and port != _PORTS[found.scheme.lower()] else name


def _without_tracking(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the parameters that may lead to a page, without those that tell where a reader came from."""
    of_campaign = any(name.lower() in _CAMPAIGN for name, _ in pairs)
    return [
        (name, value)
        for name, value in pairs
        if not _tracks(name.lower(), value) and not (of_campaign and name.lower().startswith(_CAMPAIGN_BEGINS))
    ]


def _tracks(name: str, value: str) -> bool:
    # Campaigns have names; a number is of something that the site holds.
    return name in _TRACKING or name.startswith(_TRACKING_BEGINS) or (name == "cmp" and not value.isdecimal())
