"""deep-translator, wrapped: the only module that imports it, and only when one of its providers is asked.

Its translators keep the text in the instance, wait forever, and put key and text into their exceptions. So there is
one instance a call, its provider modules send through our transport, and what goes wrong becomes an `Err`.
"""

import importlib
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from generator.model import Value
from generator.translation.engines.codes import code_for
from generator.translation.engines.protocol import Answer, Err, Limits, Ok
from generator.translation.engines.transport import READ_SECONDS, RequestFailed, Transport, is_loopback

_transport: ContextVar[Transport | None] = ContextVar("transport", default=None)


class Provider(Value, frozen=True, kw_only=True):
    """One of deep-translator's providers: its module and class, its limits, and the variable that holds its key."""

    module: str
    translator: str
    limits: Limits
    key: str = ""
    key_needed: bool = False


PROVIDERS: Mapping[str, Provider] = {
    "google": Provider(
        module="google",
        translator="GoogleTranslator",
        limits=Limits(characters=4900, url=7500, per_second=1.0),
    ),
    "mymemory": Provider(
        module="mymemory",
        translator="MyMemoryTranslator",
        limits=Limits(characters=480, utf8=480, per_second=1.0),
    ),
    "libretranslate": Provider(
        module="libre",
        translator="LibreTranslator",
        limits=Limits(characters=1900, url=7500, workers=4),
        key="LIBRE_API_KEY",
    ),
    "deepl": Provider(
        module="deepl",
        translator="DeeplTranslator",
        limits=Limits(url=7500),
        key="DEEPL_API_KEY",
        key_needed=True,
    ),
    "microsoft": Provider(
        module="microsoft",
        translator="MicrosoftTranslator",
        limits=Limits(characters=9000),
        key="MICROSOFT_API_KEY",
        key_needed=True,
    ),
}


class _Requests:
    """What a provider module finds under the name `requests`: the transport of the call that is under way."""

    @property
    def exceptions(self) -> object:
        return self._now().exceptions

    def get(self, url: str, **options: object) -> object:
        return self._now().get(url, **options)

    def post(self, url: str, **options: object) -> object:
        return self._now().post(url, **options)

    @staticmethod
    def _now() -> Any:  # noqa: ANN401 - ours, or the library itself for somebody else's call
        return _transport.get() or importlib.import_module("requests")


REQUESTS = _Requests()


class DeepService:
    """One of deep-translator's providers; none of its classes takes HTML."""

    revision = ""
    html = False

    def __init__(self, name: str, settings: Mapping[str, object], key: str) -> None:
        self.name = name
        self._provider = PROVIDERS[name]
        self._settings = settings
        self._key = key
        self._url = str(settings.get("url") or "")
        seconds = settings.get("timeout", READ_SECONDS)
        self._transport = Transport(read_seconds=seconds if isinstance(seconds, (int, float)) else READ_SECONDS)
        limits = self._provider.limits
        # The pause is for the public services; a server of one's own sets its own pace.
        own = Limits(characters=limits.characters, utf8=limits.utf8, url=limits.url, workers=4)
        self.limits = own if is_loopback(self._url) else limits
        self._module = importlib.import_module(f"deep_translator.{self._provider.module}")
        self._module.requests = REQUESTS  # type: ignore[attr-defined]

    def ask(self, text: str, source: str, target: str, *, html: bool = False) -> Answer:  # noqa: ARG002
        """Return the provider's answer to one text, after one attempt."""
        token = _transport.set(self._transport)
        try:
            answer = self._translator(source, target).translate(text)
        except RequestFailed as failed:
            return failed.err
        except _NoPair:
            return Err("pair")
        except Exception as error:  # noqa: BLE001 - its exceptions have no base in common, and hold keys and texts
            return Err("pair") if "Language" in type(error).__name__ else Err("bad_answer")
        finally:
            _transport.reset(token)
        return Ok(answer) if isinstance(answer, str) and answer.strip() else Err("bad_answer")

    def _translator(self, source: str, target: str) -> Any:  # noqa: ANN401 - the library has no types
        options: dict[str, object] = {"source": self._code(source), "target": self._code(target)}
        if self._provider.key:
            # LibreTranslate's class refuses to start without a key, even for a server that wants none.
            options["api_key"] = self._key or "-"
        match self.name:
            case "libretranslate":
                options["custom_url"] = f"{self._url.rstrip('/')}/"
            case "mymemory" if self._settings.get("email"):
                options["email"] = self._settings["email"]
            case "deepl":
                options["use_free_api"] = self._key.endswith(":fx")
            case "microsoft" if self._settings.get("region"):
                options["region"] = self._settings["region"]
        translator = getattr(self._module, self._provider.translator)(**options)
        if self._url and self.name != "libretranslate":
            translator._base_url = self._url  # noqa: SLF001 - there is no other way to name a server
        return translator

    def _code(self, tag: str) -> str:
        known = self._known()
        code = code_for(self.name, tag, known)
        if code is None:
            raise _NoPair
        return code

    def _known(self) -> frozenset[str] | None:
        constants = importlib.import_module("deep_translator.constants")
        table = {
            "google": "GOOGLE_LANGUAGES_TO_CODES",
            "mymemory": "MY_MEMORY_LANGUAGES_TO_CODES",
            "libretranslate": "LIBRE_LANGUAGES_TO_CODES",
            "deepl": "DEEPL_LANGUAGE_TO_CODE",
        }.get(self.name)
        return frozenset(getattr(constants, table).values()) if table else None


class _NoPair(Exception):  # noqa: N818
    """The provider does not know one of the languages."""
