"""The files of the theme, a digest's own over the built-in ones: templates, interface strings, style and assets.

Symbolic links are not followed: a digest's templates may come from somebody else.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.errors import TemplateError, unreadable
from generator.fingerprints import fingerprint
from generator.model import Value

STYLE_ORDER = ("tokens", "base", "layout", "components", "pictures", "print")
_FONT_FILE = re.compile(r"""url\("([\w.-]+\.woff2)"\)""", re.ASCII)


BUILT_IN = "theme/"


class Strings(Value, frozen=True, kw_only=True):
    """The interface's words in one language: plain ones by key, counted ones by key and plural category."""

    lang: str
    plain: dict[str, str]
    counted: dict[str, dict[str, str]]


class AssetFile(Value, frozen=True, kw_only=True):
    """A file of the theme with its address in the site, which holds the fingerprint of its bytes."""

    path: str
    data: bytes


class Font(Value, frozen=True, kw_only=True):
    """A font that the theme brings: its style, its files, of which pages load `file`, and its licence."""

    css: str
    file: AssetFile
    licence: AssetFile


class ThemeFiles:
    """The files of one digest's theme, each read once: they never change under a build."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self._sources: dict[str, str] = {}

    def find(self, name: str) -> Path | None:
        """Return the file that answers to `name` (`partials/card.html`), the digest's own before the built-in one.

        `theme/partials/card.html` is always the built-in one, so that a digest's own template can extend it.
        """
        folders = self.folders[-1:] if name.startswith(BUILT_IN) else self.folders
        wanted = name.removeprefix(BUILT_IN)
        return next((path for folder in folders if (path := _within(folder, wanted))), None)

    def source(self, name: str) -> str:
        """Return the text of one file."""
        if name not in self._sources:
            path = self.find(name)
            if path is None:
                raise TemplateError(f"the theme has no `{name}`", hint="put it back, or remove what asks for it")
            self._sources[name] = _text(path, f"templates/{name}")
        return self._sources[name]

    def strings(self, lang: str) -> Strings:
        """Return the interface's words in `lang`; what a language lacks comes from English."""
        plain: dict[str, str] = {}
        counted: dict[str, dict[str, str]] = {}
        used = "en"
        for tag in dict.fromkeys(("en", lang.partition("-")[0], lang)):
            for folder in reversed(self.folders):
                path = _within(folder, f"strings/{tag}.toml")
                if path is None:
                    continue
                used = tag
                for key, value in _toml(path).items():
                    if isinstance(value, dict):
                        forms = {category: str(form) for category, form in value.items()}
                        counted[key] = counted.get(key, {}) | forms
                    else:
                        plain[key] = str(value)
        return Strings(lang=used, plain=plain, counted=counted)

    def has_strings(self, lang: str) -> bool:
        """Say whether the interface speaks `lang`."""
        return any(self.find(f"strings/{tag}.toml") for tag in (lang, lang.partition("-")[0]))

    def font(self, name: str) -> Font:
        """Return the font that a digest's `fonts` names: a folder of `assets/fonts/` with style, font and licence."""
        css, folder = self.source(f"assets/fonts/{name}/{name}.css"), f"assets/fonts/{name}"
        named = _FONT_FILE.search(css)
        if named is None:
            hint = 'name its file as in `url("NAME.woff2")`'
            raise TemplateError("the style of a font names no file", hint=hint, file=f"templates/{folder}/{name}.css")
        file = self._asset(f"{folder}/{named[1]}")
        css = css.replace(named[1], file.path.rpartition("/")[2])
        return Font(css=css, file=file, licence=self._asset(f"{folder}/OFL.txt"))

    def _asset(self, name: str) -> AssetFile:
        path = self.find(name)
        if path is None:
            raise TemplateError(f"the theme has no `{name}`", hint="put it back, or remove what asks for it")
        data = _bytes(path, f"templates/{name}")
        return AssetFile(path=f"assets/{path.stem}.{fingerprint(data, 5)}{path.suffix}", data=data)

    def stylesheet(self, *more: str) -> AssetFile:
        """Return the style sheets of the theme and `more` joined into one, a digest's own additions last."""
        names = {name.removesuffix(".css") for name in self._names("assets/css") if name.endswith(".css")}
        ordered = [name for name in STYLE_ORDER if name in names] + sorted(names - set(STYLE_ORDER))
        own = [name for name in ordered if name not in STYLE_ORDER]
        sheets = [self.source(f"assets/css/{name}.css") for name in ordered if name in STYLE_ORDER]
        sheets += [*more, *(self.source(f"assets/css/{name}.css") for name in own)]
        data = "\n".join(compact(sheet) for sheet in sheets).encode()
        return AssetFile(path=f"assets/style.{fingerprint(data, 5)}.css", data=data)

    def assets(self) -> dict[str, AssetFile]:
        """Return the other assets by their name in the theme (`icon.svg`)."""
        names = sorted(set(self._names("assets")))
        return {name: self._asset(f"assets/{name}") for name in names if self.find(f"assets/{name}")}

    def _names(self, below: str) -> Iterator[str]:
        for folder in self.folders:
            place = folder / below
            if place.is_dir() and not any(step.is_symlink() for step in (place, place.parent)):
                yield from (path.name for path in place.iterdir() if path.is_file() and path.name[0] != ".")


_SPACE = r"(?:\s|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)"
_CSS = re.compile(
    rf"""(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|{_SPACE}*(?P<mark>[{{}};,]){_SPACE}*|(?P<colon>:){_SPACE}+|{_SPACE}+""",
    re.DOTALL,
)


def compact(css: str) -> str:
    """Return a style sheet without comments and the space that only people need; a rule still begins a line."""
    return _CSS.sub(_kept, css).strip()


def _kept(found: re.Match[str]) -> str:
    mark = found["mark"] or ""
    return found["text"] or found["colon"] or (f"{mark}\n" if mark == "}" else mark) or " "


def _within(folder: Path, name: str) -> Path | None:
    parts = Path(name).parts
    if not parts or Path(name).is_absolute() or ".." in parts:
        return None
    steps = [folder.joinpath(*parts[: count + 1]) for count in range(len(parts))]
    return steps[-1] if steps[-1].is_file() and not any(step.is_symlink() for step in steps) else None


def _bytes(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(unreadable(path, error), file=shown) from error


def _text(path: Path, shown: str) -> str:
    try:
        return _bytes(path, shown).decode()
    except UnicodeDecodeError as error:
        raise TemplateError("the file is not UTF-8", hint="save it as UTF-8", file=shown) from error


def _toml(path: Path) -> dict[str, Any]:
    shown = f"templates/strings/{path.name}"
    try:
        return tomllib.loads(_text(path, shown))
    except tomllib.TOMLDecodeError as error:
        raise TemplateError(f"the interface strings cannot be read: {error}", file=shown) from error
