"""Write files of `content/` so that no crash, link or mistake can cost what a person typed."""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from generator.errors import UsageError
from generator.frontmatter import format_document

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)


def safe_join(project: Path, *parts: str) -> Path:
    """Return the path of a file in the project; UsageError where it would leave it, through `..` or a link."""
    text = "/".join(parts)
    names = [name for name in text.split("/") if name not in {"", "."}]
    if any(part.startswith("/") for part in parts) or ".." in names or "\0" in text or "\\" in text:
        raise UsageError(f"`{text}` leads out of the project", hint="name a file below the digest's folder")
    path = str(project).rstrip("/")
    for name in names:
        # A run over a digest asks this some ten thousand times.
        path = f"{path}/{name}"
        if _is_link(path):
            raise UsageError(
                f"`{text}` leads through the link `{path}`", hint="links are not followed: put the file there"
            )
    return Path(path or "/")


def write_atomic(path: Path, data: bytes) -> None:
    """Replace the file at `path` at once: a reader, or a crash, meets the old bytes or the new ones."""
    with _named(path):
        temporary = _written_beside(path, data)
        try:
            with contextlib.suppress(FileNotFoundError):
                before = path.lstat()
                if stat.S_ISREG(before.st_mode):
                    temporary.chmod(stat.S_IMODE(before.st_mode))
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    _flush_folder(path.parent)


def create_new(path: Path, data: bytes) -> None:
    """Write a file that was not there; FileExistsError where it was, and then nothing is changed."""
    with _named(path):
        temporary = _written_beside(path, data)
        try:
            # Unlike a rename, a link never replaces what is there.
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:
            # Some file systems know no links.
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        finally:
            temporary.unlink(missing_ok=True)
    _flush_folder(path.parent)


def article_document(fields: Mapping[str, object], body: str) -> bytes:
    """Return the bytes of an article file; what is empty, false or unknown is left out of its front matter."""
    plain = {key: msgspec.to_builtins(value) for key, value in fields.items()}
    kept = {key: _without_empty(value) for key, value in plain.items()}
    filled = {key: value for key, value in kept.items() if value not in (None, False, "", [], {})}
    text = body.strip("\n")
    return format_document(filled, f"{text}\n" if text else "").encode()


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file that is written in what goes wrong, not the temporary one beside it, of which nobody has heard."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def _is_link(path: str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _without_empty(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: item for key, item in value.items() if item not in (None, "", [], {})}
    return list(value) if isinstance(value, tuple) else value


def _written_beside(path: Path, data: bytes) -> Path:
    # Hidden, so that a walk over content passes it over if a crash leaves it behind.
    temporary = path.with_name(f".nashra-{secrets.token_hex(8)}.tmp")
    try:
        descriptor = os.open(temporary, _NEW, 0o666)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(temporary, _NEW, 0o666)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            left = memoryview(data)
            while left:
                left = left[file.write(left) :]
            os.fsync(descriptor)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _flush_folder(folder: Path) -> None:
    """Make sure that the folder knows the file after a power cut, where the system offers it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
