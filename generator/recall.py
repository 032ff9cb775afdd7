"""Content read with what the digest's state remembers, by commands that do not build."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from generator.config import Config
from generator.content import Content, SourceRecord, load
from generator.errors import NashraError
from generator.keys import code_fingerprint
from generator.state import State


@contextmanager
def open_state(project: Path) -> Iterator[State | None]:
    """Open what the digest's state remembers; None where there can be none, which costs time and nothing else."""
    folder = project / ".nashra"
    state = None
    try:
        if not folder.is_symlink():
            folder.mkdir(exist_ok=True)
            state = State(folder, code_fingerprint())
    except (OSError, NashraError):
        state = None
    if state is None:
        yield None
        return
    with state:
        yield state


def recall(project: Path, config: Config, state: State | None) -> Content:
    """Return the content of a digest as a build does, reading only what its records do not tell."""
    if state is None:
        return load(project, config, {})
    decode, encode = msgspec.msgpack.Decoder(SourceRecord).decode, msgspec.msgpack.encode
    known = state.sources()
    before = {path: decode(raw) for path, raw in known.items()}
    content = load(project, config, before)
    # Encoding is for what was read now: a record that was used again is the very same one.
    fresh = {record.path: encode(record) for record in content.records if before.get(record.path) is not record}
    gone = known.keys() - {record.path for record in content.records}
    if fresh or gone:
        with suppress(NashraError), state.change() as change:
            change.keep_sources(fresh, gone)
    return content
