"""What the preview changes on the way to the browser: a script that reloads, the policy that lets it run, error pages.

Nothing of this is ever in the files of the site.
"""

import html
import re
from collections.abc import Sequence

from generator.model import Finding
from generator.serve.preview import FAILURES

_META = re.compile(rb"<meta\b[^>]*?http-equiv\s*=\s*[\"']?content-security-policy[\"']?[^>]*>", re.IGNORECASE)
_CONTENT = re.compile(rb"(\bcontent\s*=\s*)(\"[^\"]*\"|'[^']*')", re.IGNORECASE)

_ERROR_STYLE = """
:root { color-scheme: light dark; font: 1.05rem/1.6 system-ui, sans-serif; }
body { max-inline-size: 48rem; margin: 3rem auto; padding-inline: 1.25rem; }
h1 { font-size: 1.4rem; border-block-start: .3rem solid #b3261e; padding-block-start: 1rem; }
li { margin-block: 1.5rem; overflow-wrap: anywhere; }
ol { padding: 0; list-style: none; }
p { margin: 0; }
code { font-weight: 600; }
.hint { opacity: .8; }
footer { border-block-start: 1px solid; padding-block-start: .75rem; opacity: .7; font-size: .9rem; }
""".strip()


def script_tag(host: str) -> bytes:
    """Return livereload's script for a browser that knows the preview as `host` (name and port)."""
    name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "80")
    return (
        f'<script src="//{html.escape(host)}/livereload.js?host={html.escape(name)}&amp;port={port}"></script>'.encode()
    )


def relax_policy(page: bytes, host: str) -> bytes:
    """Return `page` with its Content-Security-Policy wide enough for our script and websocket, and no wider."""

    def widen(meta: re.Match[bytes]) -> bytes:
        return _CONTENT.sub(lambda content: content[1] + _widened(content[2], host), meta[0], count=1)

    return _META.sub(widen, page)


def _widened(quoted: bytes, host: str) -> bytes:
    directives: dict[str, list[str]] = {}
    for directive in html.unescape(quoted[1:-1].decode("utf-8", "replace")).split(";"):
        name, *sources = directive.split()[:1] + directive.split()[1:] or [""]
        if name and name.lower() not in directives:
            directives[name.lower()] = sources
    for name, source in (("script-src", "'self'"), ("connect-src", f"ws://{host}")):
        given = directives.get(name, directives.get("default-src"))
        if given is None:  # nothing restricts it
            continue
        directives[name] = [one for one in given if one not in ("'none'", source)] + [source]
    policy = "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
    return f'"{html.escape(policy, quote=True).replace("&#x27;", chr(39))}"'.encode()


def error_page(problems: Sequence[Finding]) -> str:
    """Return the page that is shown until a file is mended: file, line, what is wrong, and what to do."""
    failed = any(problem.code in FAILURES for problem in problems)
    heading = "The digest cannot be built" if failed else "This cannot be shown"
    rest = "The last good site is untouched." if failed else "The other articles are built."
    items = "\n".join(_item(problem) for problem in problems)
    return f"""<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading}</title>
<style>{_ERROR_STYLE}</style>
</head>
<body data-template="preview-error">
<h1>{heading}</h1>
<ol>
{items}
</ol>
<footer>{rest} This page goes away by itself when the file is mended.</footer>
</body>
</html>
"""


def _item(problem: Finding) -> str:
    place = ":".join(str(part) for part in (problem.line, problem.column) if part)
    where = f"<bdi>{html.escape(problem.file)}</bdi>" + (f":{place}" if place else "") if problem.file else "build"
    hint = f'\n<p class="hint" dir="auto">hint: {html.escape(problem.hint)}</p>' if problem.hint else ""
    return f'<li><p><code>{where}</code></p>\n<p dir="auto">{html.escape(problem.message)}</p>{hint}</li>'


def missing_page() -> str:
    """Return the page for a missing address in a site that brings no `404.html`."""
    head = '<meta charset="utf-8"><title>404</title>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>404: no such page</body></html>\n'
