"""The engines that send nothing: `none`, and `memory`, whose answers are looked up before any engine is asked."""

from collections.abc import Sequence

from generator.translation.engines.protocol import Answer, Err


class SilentEngine:
    """Has an answer to nothing."""

    revision = ""
    network = False
    html = False

    def __init__(self, name: str) -> None:
        self.name = name

    def translate(
        self,
        texts: Sequence[str],
        source: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        *,
        html: bool = False,  # noqa: ARG002
    ) -> list[Answer]:
        """Return for each text that there is no translation."""
        return [Err("not_found") for _ in texts]
