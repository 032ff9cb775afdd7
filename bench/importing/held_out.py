"""Weights that have not seen a publisher's pages, as `train.py --folds` makes them."""

import json
from pathlib import Path

from generator.importers.text import model

SHIPPED = model.WEIGHTS


def weights_by_publisher(folder: Path | None) -> dict[str, Path]:
    """Return for each publisher the weights that were made without its pages; none without a folder."""
    if folder is None:
        return {}
    return {
        publisher: path.with_suffix(".npz")
        for path in sorted(folder.glob("*.json"))
        for publisher in json.loads(path.read_text(encoding="utf-8"))
    }


def use(weights: Path) -> None:
    """Read text captures with `weights` from now on."""
    if weights != model.WEIGHTS:
        model.WEIGHTS = weights
        model.networks.cache_clear()
