"""LibreTranslate's own API: JSON in the body, any language code, nothing of ours in an address."""

from collections.abc import Mapping
from typing import Any, cast

from generator.translation.engines.codes import code_for
from generator.translation.engines.protocol import Answer, Err, Limits, answered, seconds_in
from generator.translation.engines.transport import RequestFailed, Transport


class LibreTranslateService:
    """A LibreTranslate server, most likely one's own."""

    name = "libretranslate"
    html = True

    def __init__(self, settings: Mapping[str, object], key: str) -> None:
        self._endpoint = f"{str(settings.get('url') or '').rstrip('/')}/translate"
        self._key = key
        self.revision = str(settings.get("revision") or "")
        self._transport = Transport(read_seconds=seconds_in(settings))
        self.limits = Limits(characters=1900, workers=4)

    def ask(self, text: str, source: str, target: str, *, html: bool = False) -> Answer:
        """Return the server's answer to one text, after one attempt."""
        question = {
            "q": text,
            "source": code_for(self.name, source) or source,
            "target": code_for(self.name, target) or target,
            "format": "html" if html else "text",
            **({"api_key": self._key} if self._key else {}),
        }
        try:
            answer = cast(Any, self._transport.post(self._endpoint, json=question)).json()
        except RequestFailed as failed:
            return failed.err
        except (ValueError, RecursionError):
            return Err("bad_answer")
        return answered(answer.get("translatedText") if isinstance(answer, dict) else None)
