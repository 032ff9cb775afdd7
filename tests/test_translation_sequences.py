"""Whatever is edited, translated, broken off or refused, in any order: a person's block is never changed."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from translation_world import STEPS, play

STEP = st.one_of(*(st.tuples(st.just(what), st.integers(0, most)) for what, most in STEPS))


@given(st.lists(STEP, min_size=2, max_size=14))
@settings(
    max_examples=int(os.environ.get("NASHRA_SEQUENCES", "200")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_sequence_of_edits_changes_what_a_person_typed(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "fsync", lambda _: None)
        play(tmp_path_factory.mktemp("digest"), steps, monkeypatch)
