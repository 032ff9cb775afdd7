"""deep-translator, wrapped: the only module that imports it, and only when one of its providers is asked.

Its translators keep the text in the instance, wait forever, and put key and text into their exceptions. So there is
one instance a call, its provider modules send through our transport, and what goes wrong becomes an `Err`.
"""

import importlib
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from generator.translation.engines.codes import code_for
from generator.translation.engines.protocol import Answer, Err, Limits, answered, seconds_in
from generator.translation.engines.providers import PROVIDERS
from generator.translation.engines.transport import RequestFailed, Transport, is_loopback

_transport: ContextVar[Transport | None] = ContextVar("transport", default=None)

_MEANINGS: Mapping[str, Err] = {
    "TooManyRequests": Err("rate", retryable=True),
    "ServerException": Err("network", retryable=True),
    "AuthorizationException": Err("auth"),
    "ApiKeyException": Err("auth"),
    "LanguageNotSupportedException": Err("pair"),
    "InvalidSourceOrTargetLanguage": Err("pair"),
    "NotValidLength": Err("too_long"),
}
"""What the library's exceptions say, by the name of their class: they have no base in common."""


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

    html = False

    def __init__(self, name: str, settings: Mapping[str, object], keys: Mapping[str, str]) -> None:
        self.name = name
        self.revision = str(settings.get("revision") or "")
        self._provider = PROVIDERS[name]
        self._settings = settings
        self._keys = keys
        self._url = str(settings.get("url") or "")
        self._transport = Transport(read_seconds=seconds_in(settings))
        limits = self._provider.limits
        # The pause is for the public services; a server of one's own sets its own pace.
        own = Limits(characters=limits.characters, utf8=limits.utf8, url=limits.url, workers=4)
        self.limits = own if is_loopback(self._url) else limits
        self._module = importlib.import_module(f"deep_translator.{self._provider.module}")
        self._module.requests = REQUESTS  # type: ignore[attr-defined]

    def ask(self, text: str, source: str, target: str, *, html: bool = False) -> Answer:  # noqa: ARG002
        """Return the provider's answer to one text, after one attempt."""
        known = self.known()
        codes = code_for(self.name, source, known), code_for(self.name, target, known)
        if codes[0] is None or codes[1] is None:
            return Err("pair")
        options = {"domain": str(self._settings.get("domain") or "news")} if self.name == "qcri" else {}
        token = _transport.set(self._transport)
        try:
            given = self._translator(codes[0], codes[1]).translate(text, **options)
        except RequestFailed as failed:
            return failed.err
        except Exception as error:  # noqa: BLE001 - its exceptions have no base in common, and hold keys and texts
            return _MEANINGS.get(type(error).__name__, Err("bad_answer"))
        finally:
            _transport.reset(token)
        return answered(given[0] if self.name == "yandex" and isinstance(given, list) and len(given) == 1 else given)

    def known(self) -> frozenset[str] | None:
        """Return the codes that the provider takes, or None where only the provider knows."""
        if not self._provider.table:
            return None
        constants = importlib.import_module("deep_translator.constants")
        table = getattr(constants, self._provider.table)
        # One of its tables is the other way round.
        return self._provider.more | frozenset(table if self.name == "papago" else table.values())

    def _translator(self, source: str, target: str) -> Any:  # noqa: ANN401 - the library has no types
        options: dict[str, object] = dict(self._keys)
        if self._provider.optional:
            # LibreTranslate's class refuses to start without a key, even for a server that wants none.
            options["api_key"] = self._keys.get("api_key") or "-"
        match self.name:
            case "libretranslate":
                options["custom_url"] = f"{self._url.rstrip('/')}/"
            case "mymemory" if self._settings.get("email"):
                options["email"] = self._settings["email"]
            case "deepl":
                options["use_free_api"] = self._keys.get("api_key", "").endswith(":fx")
            case "microsoft" if self._settings.get("region"):
                options["region"] = self._settings["region"]
        translator = self._class()(source="auto", target="auto", **options)
        # Set here, as its own look-up lacks many codes that the services take, and turns some into names.
        translator._source, translator._target = source, target  # noqa: SLF001
        if self._url and self.name != "libretranslate":
            translator._base_url = self._url  # noqa: SLF001 - there is no other way to name a server
        return translator

    def _class(self) -> Any:  # noqa: ANN401
        translator = getattr(self._module, self._provider.translator)
        if self.name != "microsoft":
            return translator
        # Microsoft's fetches the list of languages each time one is made.
        return type(translator.__name__, (translator,), {"_get_supported_languages": lambda _self: {}})
