"""A program for the `command` engine: answers in made-up English, well or as its first argument says."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from loopback import fake

HOW = sys.argv[1] if len(sys.argv) > 1 else ""


def say(value: object) -> None:
    sys.stdout.write(f"{json.dumps(value)}\n")
    sys.stdout.flush()


def junk() -> None:
    sys.stdout.write('loading model …\n[1, 2]\n{"id": "none", "text": "x"}\n')
    sys.stdout.write('{"text": "no id"}\n{"id": {}, "text": "x"}\n')
    sys.stdout.flush()


def answer(asked: dict[str, str]) -> None:
    text, number = asked["text"], asked["id"]
    if asked["source"] == "xx":
        say({"id": number, "error": "pair"})
    elif HOW == "twice":
        say({"id": number, "text": fake(text)})
        say({"id": number, "text": "a second answer, which is not to be listened to"})
    elif HOW == "half":
        if int(number) % 2:
            say({"id": number, "text": fake(text)})
    elif HOW == "secrets":
        say({"id": number, "error": f"{text} could not be sent with canary-key-5e1f0c"})
    elif HOW == "null":
        say({"id": number, "text": None})
    elif HOW == "numbers":
        say({"id": int(number), "text": fake(text)})
    else:
        say({"id": number, "text": fake(text)})


def misbehave() -> None:
    match HOW:
        case "dies at once":
            sys.exit(3)
        case "hangs":
            time.sleep(60)
        case "floods":
            while True:
                sys.stdout.write("x" * 100 + "\n")
        case "endless line":
            while True:
                sys.stdout.write("x" * 10_000)


def main() -> None:
    misbehave()
    waiting: list[dict[str, str]] = []
    for line in sys.stdin:
        waiting.append(json.loads(line))
        bad = "سيئ" in waiting[-1]["text"]
        if HOW == "junk":
            junk()
        elif HOW == "dies" and bad:
            sys.exit(1)
        elif HOW == "sticks" and bad:
            time.sleep(60)
        if HOW == "out of order" and len(waiting) < 3:
            continue
        for asked in reversed(waiting):
            answer(asked)
        waiting.clear()


if __name__ == "__main__":
    main()
