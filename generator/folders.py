"""Where things lie that are not content: the theme's folders."""

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
