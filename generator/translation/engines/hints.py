"""What a person can do about an engine that does not answer."""

from urllib.parse import urlsplit

from generator.translation.engines import ENGINES
from generator.translation.engines.opening import Settings
from generator.translation.engines.protocol import seconds_in

_USUAL = {
    "quota": "what it allows is used up: wait until it allows more, or name another engine with `--engine`",
    "rate": "it is asked too much at once: wait a while, and run the command again",
    "too_long": "this engine does not take a text of this length",
    "bad_answer": "what came back is no translation: see that `url`, if there is one, leads to this kind of server",
}


def hint(engine: str, kind: str, settings: Settings, pair: tuple[str, str] | None = None) -> str:
    """Return what to do where an engine failed with this kind of `Err`, empty where nothing is known; no key is in it.

    `pair` is the languages that it was asked for, where they are known.
    """
    match kind:
        case "auth":
            told = _about_key(engine)
        case "network" | "timeout":
            told = _about_server(engine, kind, settings)
        case "pair":
            told = _about_pair(engine, pair)
        case "bad_answer" if engine == "command":
            told = "run the program of `argv` under `[translate.engines.command]` in a terminal, and see what it says"
        case _:
            told = _USUAL.get(kind, "")
    return told


def _about_key(engine: str) -> str:
    entry = ENGINES[engine]
    names = " and ".join(f"`{name}`" for name in (*entry.keys, *entry.optional_keys))
    if not names:
        return "it refuses to answer without a login, which this engine cannot give"
    return f"it refuses the key: see that the environment variable {names} holds the right one"


def _about_server(engine: str, kind: str, settings: Settings) -> str:
    table = f"under `[translate.engines.{engine}]`"
    if url := str(settings.get("url") or ""):
        seconds = f" within {seconds_in(settings):g} seconds" if kind == "timeout" else ""
        more = "; a slow one needs a longer `timeout`" if kind == "timeout" else ""
        return f"no answer came{seconds}: see that a translation server listens at `url` {table}{_shown(url)}{more}"
    if kind == "timeout":
        return f"no answer came in time: allow more seconds with `timeout` {table}"
    return "its server could not be reached: see that this computer is online, and try again later"


def _about_pair(engine: str, pair: tuple[str, str] | None) -> str:
    known = ", ".join(f"`{source}` to `{target}`" for source, target in ENGINES[engine].pairs)
    wanted = f" from `{pair[0]}` into `{pair[1]}`" if pair else " between these languages"
    return f"it does not translate{wanted}{f'; it has {known}' if known else ': name another engine'}"


def _shown(url: str) -> str:
    """Return an address in brackets, or nothing where it may hold a password or a key."""
    parts = urlsplit(url)
    return "" if "@" in parts.netloc or parts.query else f" (`{url}`)"
