"""The scorer of the measuring data, called from here: figures of assignments as one readable line."""

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType

THRESHOLDS = (0.8, 0.9, 0.95, 0.97)


def figures(folder: Path, seeds: int, lines: list[dict]) -> str:
    """Return the scorer's figures for predictions on the task with `seeds` seeds: by item, then the mean of years."""
    scorer = _scorer(folder)
    tasks = json.loads((folder / f"wcep-assign-k{seeds}.json").read_text())
    results, weights, _ = scorer.assign(tasks, _rows(folder), lines, _related(folder))
    return " | ".join(
        " ".join(f"{name} {mean[name]:.3f}" for name in ("AP", "R@P90", "top1", "P", "R"))
        for mean in scorer.mean(results, weights)
    )


def tolerant(folder: Path, rows: list[dict], stories: list[str]) -> float:
    """Return the scorer's granularity-tolerant B-cubed F1 of the stories that the items of one stream were put into."""
    score: float = _scorer(folder).tolerant(rows, stories)["tolF"]
    return score


@cache
def _scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _rows(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "wcep.jsonl").open()]


@cache
def _related(folder: Path) -> dict:
    return json.loads((folder / "wcep-related.json").read_text())
