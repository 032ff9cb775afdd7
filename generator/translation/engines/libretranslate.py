"""LibreTranslate's own API: JSON in the body, any language code, nothing of ours in an address."""

from collections.abc import Mapping
from typing import Any, cast

from generator.translation.engines.codes import code_for
from generator.translation.engines.protocol import Answer, Err, Limits, Ok
from generator.translation.engines.transport import READ_SECONDS, RequestFailed, Transport


class LibreTranslateService:
    """A LibreTranslate server, most likely one's own."""

    name = "libretranslate"
    revision = ""
    html = True

    def __init__(self, settings: Mapping[str, object], key: str) -> None:
        self._endpoint = f"{str(settings.get('url') or '').rstrip('/')}/translate"
        self._key = key
        seconds = settings.get("timeout", READ_SECONDS)
        self._transport = Transport(read_seconds=seconds if isinstance(seconds, (int, float)) else READ_SECONDS)
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
        except ValueError:
            return Err("bad_answer")
        text_given = answer.get("translatedText") if isinstance(answer, dict) else None
        return Ok(text_given) if isinstance(text_given, str) and text_given.strip() else Err("bad_answer")
