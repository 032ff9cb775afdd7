"""Where things lie that are not content: the theme's folders, and the folders of the site."""

from collections.abc import Iterator
from pathlib import Path


def builtin_theme() -> Path:
    """Return the folder of the built-in theme: package data of a wheel, `templates/` in a checkout."""
    packaged = Path(__file__).parent / "_theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "templates"


def theme_folders(project: Path) -> tuple[Path, ...]:
    """Return the folders in which a theme's file is looked for, the digest's own first."""
    own, builtin = project / "templates", builtin_theme()
    if own.is_symlink() or not own.is_dir() or own.resolve() == builtin.resolve():
        return (builtin,)
    return (own, builtin)


def above(path: str) -> Iterator[str]:
    """Yield the folders above a path of the site, the nearest first (`ar/articles`, `ar`)."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
