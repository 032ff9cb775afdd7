"""What several test files stand on: a server on loopback and a digest in a folder of its own."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from digests import Digest
from hypothesis import settings
from loopback import Site, site

# What is run in the background ignores Ctrl-C, and so does every program that it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


# How long an example takes says nothing of it: machines are busy.
settings.register_profile("nashra", deadline=None)
settings.load_profile("nashra")


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as there:
        yield there


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path / "digest")
