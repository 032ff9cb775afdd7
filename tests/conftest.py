"""What several test files stand on: a server on loopback and a digest in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from digests import Digest
from loopback import Site, site


@pytest.fixture
def web() -> Iterator[Site]:
    with site() as there:
        yield there


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path / "digest")
