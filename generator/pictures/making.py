"""Make what is asked for, once: pictures are known by their bytes, and files that have not changed are not read."""

import time
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from generator import slugs
from generator.content import Stamp, is_settled
from generator.content.pictures import FOLDER, read_picture
from generator.errors import OutputError, SourceChanged, unreadable
from generator.fingerprints import fingerprint
from generator.model import Finding, Picture, Rendition, Severity, Value
from generator.parallel import map_ordered
from generator.pictures import store
from generator.pictures.encoding import Refusal, encode, installed

_ENDS = {"image/avif": "avif", "image/webp": "webp", "image/jpeg": "jpg", "image/png": "png"}


class Known(Value, frozen=True):
    """A picture's file as it was last read: its stamp, and the fingerprint of its bytes."""

    stamp: Stamp
    fingerprint: str


class _File(Value, frozen=True, kw_only=True):
    """Where the bytes of one file of the site are kept."""

    store: Path
    number: int
    mark: str


class Made(Value, frozen=True, kw_only=True):
    """The pictures that can be shown by their path in `content/`, the files that they consist of, and what to remember.

    `files` has, by its path in the site, where the bytes of each file are kept.
    """

    pictures: dict[str, Picture]
    files: dict[str, _File]
    known: dict[str, Known]
    findings: tuple[Finding, ...]

    def mark(self, path: str) -> str:
        """Return the fingerprint of a file of the site."""
        return self.files[path].mark

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the site."""
        kept = self.files[path]
        data = store.read(kept.store, kept.number)
        if data is None:
            kept.store.unlink(missing_ok=True)
            raise SourceChanged("what was made of a picture was changed by somebody else", file=path)
        return data


class _Result(Value, frozen=True, kw_only=True):
    """What there is of one picture: its file as it was read, what was made of it, or why it cannot be read."""

    path: str
    known: Known | None = None
    entry: store.Entry | None = None
    fault: str = ""


def make(
    project: Path, asked: Collection[str], there: Mapping[str, Stamp], before: Mapping[str, Known], *, jobs: int = 1
) -> Made:
    """Return what is made of the pictures that are `asked` for, of those that are `there` with these stamps.

    `before` has what is known of files from the last time.
    """
    maker = installed()
    if not asked or not maker:
        findings = (_not_installed(len(asked)),) if asked else ()
        return Made(pictures={}, files={}, known=dict(before), findings=findings)
    folder = project / ".nashra" / "pictures"
    _make_folder(folder)
    kept = {path: known for path, known in before.items() if path in there}
    pictures: dict[str, Picture] = {}
    files: dict[str, _File] = {}
    findings_of: list[Finding] = []
    for result in _results(project, folder, maker, [(path, kept.get(path), there[path]) for path in asked], jobs):
        findings_of += _findings(result)
        if result.known is None or result.entry is None:
            continue
        kept[result.path] = result.known
        if result.entry.parts:
            renditions = [_rendition(result.path, part) for part in result.entry.parts]
            pictures[result.path] = Picture(choices=tuple(renditions[:-1]), fallback=renditions[-1])
            place = folder / _name(result.known, maker)
            for number, (rendition, part) in enumerate(zip(renditions, result.entry.parts, strict=True)):
                files[rendition.path] = _File(store=place, number=number, mark=part.mark)
    _forget(folder, {_name(known, maker) for known in kept.values()})
    return Made(pictures=pictures, files=files, known=kept, findings=tuple(findings_of))


def _results(
    project: Path, folder: Path, maker: str, asked: list[tuple[str, Known | None, Stamp]], jobs: int
) -> Iterator[_Result]:
    """Yield what there is of each picture; those whose file is another than last time are made, all at once."""
    found = {}
    for path, known, stamp in asked:
        if known and known.stamp == stamp and (entry := store.find(folder / _name(known, maker))):
            found[path] = _Result(path=path, known=known, entry=entry)
    lacking = [path for path, _, _ in asked if path not in found]
    made = map_ordered(partial(_make, project, folder, maker), lacking, jobs, minimum=2, chunk=1)
    found |= {each.path: each for each in made}
    yield from (found[path] for path, _, _ in asked)


def _make(project: Path, folder: Path, maker: str, path: str) -> _Result:
    """Read one picture and make its files, unless the same picture was made before."""
    began = time.time_ns()
    try:
        raw, stamp = read_picture(project / path)
    except OSError as error:
        return _Result(path=path, fault=error.strerror or "it is no longer there")
    known = Known(stamp if is_settled(stamp, began) else Stamp(), fingerprint(raw))
    place = folder / _name(known, maker)
    entry = store.find(place)
    if entry is None:
        try:
            encoded, moves = encode(raw)
        except Refusal as refusal:
            entry = store.keep(place, (), refused=(refusal.message, refusal.hint))
        else:
            entry = store.keep(place, encoded, moves=moves)
    return _Result(path=path, known=known, entry=entry)


def _name(known: Known, maker: str) -> str:
    return f"{known.fingerprint}-{maker}"


def _rendition(path: str, part: store.Part) -> Rendition:
    """Return a file of the site: its name comes from the picture's, as far as an address can hold it."""
    stem = slugs.slug(path.rpartition("/")[2].rpartition(".")[0], "latin", fallback="picture")[:40].strip("-")
    name = f"{stem}-{part.width}.{part.mark}.{_ENDS[part.type]}"
    return Rendition(path=f"assets/{name}", type=part.type, width=part.width, height=part.height)


def _make_folder(folder: Path) -> None:
    try:
        if folder.is_symlink():
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unreadable(folder, error), hint="it must be a folder; remove it") from error


def _forget(folder: Path, kept: Collection[str]) -> None:
    for file in folder.iterdir():
        if file.name not in kept and not file.is_dir():
            file.unlink(missing_ok=True)


def _findings(result: _Result) -> Iterator[Finding]:
    entry = result.entry
    if entry is None:
        yield _finding(
            result.path, "unreadable", f"the file cannot be read: {result.fault}", "allow yourself to read it"
        )
    elif entry.refused:
        message, hint = entry.refused
        yield _finding(result.path, "bad-picture", f"`{result.path.rpartition('/')[2]}` {message}", hint)
    elif entry.moves:
        message = f"`{result.path.rpartition('/')[2]}` moves: only its first picture is shown"
        yield _finding(result.path, "moving-picture", message, "choose the one that says most", "note")


def _not_installed(number: int) -> Finding:
    why = "Pillow, which makes them small and takes out where they were taken, is not installed"
    hint = "`pip install 'nashra[pictures]'`"
    return _finding(FOLDER, "pictures-off", f"pictures are not shown ({number}): {why}", hint, "warning")


def _finding(path: str, code: str, message: str, hint: str, severity: Severity = "error") -> Finding:
    return Finding(code=code, severity=severity, file=path, line=1, column=1, message=message, hint=hint)
