"""The engines: a plain table of functions that open one. Adding an engine is one module, one line, one fixture."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from generator.errors import EngineError
from generator.translation.engines.careful import CarefulEngine
from generator.translation.engines.protocol import Answer, Engine, Err, ErrorKind, Ok
from generator.translation.engines.silent import SilentEngine
from generator.translation.engines.transport import is_loopback

__all__ = ["ENGINES", "Answer", "Engine", "Err", "ErrorKind", "Ok", "open_engine"]

Settings: TypeAlias = Mapping[str, object]
Environment: TypeAlias = Mapping[str, str]


def _silent(name: str, settings: Settings, environment: Environment) -> Engine:  # noqa: ARG001
    return SilentEngine(name)


def _deep(name: str, settings: Settings, environment: Environment) -> Engine:
    try:
        from generator.translation.engines.deep import PROVIDERS, DeepService
    except ImportError:
        raise _not_installed(name) from None
    provider = PROVIDERS[name]
    key = environment.get(provider.key, "") if provider.key else ""
    if provider.key_needed and not key:
        raise EngineError(f"engine `{name}` needs a key", hint=f"set the environment variable `{provider.key}`")
    _check_address(name, settings, key=key)
    try:
        service = DeepService(name, settings, key)
    except ImportError:
        raise _not_installed(name) from None
    return CarefulEngine(service, tries=_tries(settings))


def _libretranslate(name: str, settings: Settings, environment: Environment) -> Engine:
    if not settings.get("url"):
        raise EngineError(
            f"engine `{name}` needs the address of a server",
            hint='write `url = "http://127.0.0.1:5000"` under `[translate.engines.libretranslate]` in '
            "`content/digest.toml`",
        )
    if settings.get("client") == "deep-translator":
        return _deep(name, settings, environment)
    from generator.translation.engines.libretranslate import LibreTranslateService

    key = environment.get("LIBRE_API_KEY", "")
    _check_address(name, settings, key=key)
    return CarefulEngine(LibreTranslateService(settings, key), tries=_tries(settings))


ENGINES: Mapping[str, Callable[[Settings, Environment], Engine]] = {
    "none": partial(_silent, "none"),
    "memory": partial(_silent, "memory"),
    "libretranslate": partial(_libretranslate, "libretranslate"),
    "google": partial(_deep, "google"),
    "mymemory": partial(_deep, "mymemory"),
    "deepl": partial(_deep, "deepl"),
    "microsoft": partial(_deep, "microsoft"),
}


def open_engine(name: str, settings: Settings, environment: Environment) -> Engine:
    """Return the engine `name`; EngineError, which names what is missing, where it cannot work at all."""
    if name not in ENGINES:
        raise EngineError(f"there is no engine `{name}`", hint=f"the engines are {', '.join(sorted(ENGINES))}")
    return ENGINES[name](settings, environment)


def _check_address(name: str, settings: Settings, *, key: str) -> None:
    url = str(settings.get("url") or "")
    if url and not url.startswith(("http://", "https://")):
        raise EngineError(f"the `url` of engine `{name}` is not an http address")
    if key and url.startswith("http://") and not is_loopback(url):
        raise EngineError(
            f"engine `{name}` would send its key unencrypted", hint="write `https://` in its `url`, or unset the key"
        )


def _tries(settings: Settings) -> int:
    tries = settings.get("tries", 4)
    return tries if isinstance(tries, int) and tries > 0 else 4


def _not_installed(name: str) -> EngineError:
    return EngineError(f"engine `{name}` needs deep-translator", hint="run `pip install deep-translator`")
