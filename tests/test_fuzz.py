"""Mixed-script texts in every place that holds one: isolated, in their own direction, and readable for programs.

The same with ten thousand titles is `python bench/fuzz.py`.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from fuzzing import Texts, Told, faults, fuzzed


@pytest.mark.parametrize("seed", [1, 2])
def test_no_text_disturbs_its_neighbours(tmp_path: Path, seed: int) -> None:
    digest, texts = fuzzed(tmp_path / "digest", 40, seed)
    digest.build()

    assert len(texts.made) > 400
    assert list(faults(digest.output, texts)) == []


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("<bdi>¤0¤ x</bdi>", "¤0¤ x", "unisolated"),
        ('<bdi lang="ar" dir="rtl">¤1¤</bdi>', '<bdi lang="ar" dir="ltr">¤1¤</bdi>', "direction"),
        ('<bdi lang="ar" dir="rtl">¤1¤</bdi>', "<bdi>¤1¤</bdi>", "direction"),
        ("<p>", "<p>\u2067", "unbalanced"),
        ("</p>", "", "broken"),
    ],
)
def test_each_fault_would_be_found(tmp_path: Path, before: str, after: str, kind: str) -> None:
    """The check is worth something only if it fails where it should."""
    texts = Texts(random.Random(1), {"¤0¤": Told("¤0¤ x"), "¤1¤": Told("¤1¤", "ar")})  # noqa: S311 - no secret
    page = (
        '<!doctype html>\n<html lang="en" dir="ltr"><head><title>x</title></head><body>'
        '<p>by <bdi>¤0¤ x</bdi> and <bdi lang="ar" dir="rtl">¤1¤</bdi></p></body></html>'
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert list(faults(tmp_path, texts)) == []

    (tmp_path / "a.html").write_text(page.replace(before, after, 1), encoding="utf-8")

    assert kind in {found for found, _, _ in faults(tmp_path, texts)}
