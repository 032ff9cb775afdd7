"""The engines that send nothing: `none`, and `memory`, whose answers are looked up before any engine is asked."""

from collections.abc import Sequence

from generator.translation.engines.protocol import Answer, Err


class SilentEngine:
    """Has an answer to nothing."""

    network = False

    def __init__(self, name: str) -> None:
        self.name = name

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[Answer]:  # noqa: ARG002
        """Return for each text that there is no translation."""
        return [Err("not_found") for _ in texts]
