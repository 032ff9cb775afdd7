"""How many of 10,000 texts over 8 threads get another's translation, when the threads share one engine.

    python -m bench.translation.threads [--texts 10000] [--engine NAME]…

Every engine that asks a server is put to one on loopback that speaks its language; deep-translator's translators are
also tried as they come, one shared instance, to see what the wrapping is for.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from engine_rigs import HTTP_RIGS, RIGS
from faults import failing
from loopback import fake

from generator.translation.engines import Ok

THREADS = 8
SENTENCES = {"ar": "قال الوزير إن الحوار هو الطريق الوحيد رقم", "ko": "장관은 대화가 유일한 길이라고 말했다"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000)
    parser.add_argument("--engine", action="append", choices=HTTP_RIGS)
    options = parser.parse_args()
    with failing() as server:
        for name in options.engine or HTTP_RIGS:
            rig = RIGS[name]
            engine = rig.open(server, timeout=60, tries=4)
            ask = lambda text, engine=engine, rig=rig: engine.translate([text], *rig.pair)[0]  # noqa: E731
            report(name, rig.pair[0], options.texts, ask)
        if not options.engine:
            from deep_translator import GoogleTranslator

            bare = GoogleTranslator("ar", "en")
            bare._base_url = server.address("google")  # noqa: SLF001
            report(
                "deep-translator as it comes, google", "ar", options.texts // 5, lambda text: Ok(bare.translate(text))
            )


def report(name: str, lang: str, count: int, ask: Callable[[str], object]) -> None:
    texts = [f"{SENTENCES[lang]} {number}" for number in range(count)]
    start = time.monotonic()
    with ThreadPoolExecutor(THREADS) as pool:
        given = list(pool.map(ask, texts))
    seconds = time.monotonic() - start
    answered = [(text, answer) for text, answer in zip(texts, given, strict=True) if isinstance(answer, Ok)]
    wrong = sum(answer != Ok(fake(text)) for text, answer in answered)
    print(f"{name}: {count:,} texts, {wrong:,} wrong, {count - len(answered):,} unanswered, {seconds:.0f} s")


if __name__ == "__main__":
    main()
