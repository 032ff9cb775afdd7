"""Make the font that `fonts = "naskh"` ships: the Arabic and Latin halves of Noto Naskh Arabic in one small file.

    npm pack @fontsource-variable/noto-naskh-arabic@5.3.0
    python bench/fonts/subset.py fontsource-variable-noto-naskh-arabic-5.3.0.tgz

The same package gives the same bytes with the same fontTools and Brotli (`pip install -e '.[fonts]'`). The package
holds version 2.021 of the font as Google Fonts cuts it: Arabic letters in one file, punctuation and Latin letters and
digits in another. They come from one design with one axis (weight, 400 to 700), so glyphs of the one can stand in the
other.
"""

import io
import sys
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.hvar import add_HVAR

TARGET = Path(__file__).parents[2] / "templates/assets/fonts/naskh"
FILES = "package/files/noto-naskh-arabic-{}-wght-normal.woff2"
PACKAGE = "@fontsource-variable/noto-naskh-arabic 5.3.0"
KNOWN = {
    "arabic": "2a10d33e1f7129ab2b6ec76666e82ac5b509fbcfa7b4a3a1289bff42d2d64cd7",
    "latin": "2a30d48ddf0a75254b40b236fcfe789aed180526224ccb5089fd0b49999e0ec0",
}

LETTERS = frozenset((*range(0x41, 0x5B), *range(0x61, 0x7B)))
SIGNS = (
    frozenset((*range(0x20, 0x7F), 0xA0, 0xA9, 0xAB, 0xB0, 0xB7, 0xBB, 0xD7, 0x2013, 0x2014, 0x2022, 0x2026)) - LETTERS
)
QUOTES = frozenset((*range(0x2018, 0x201B), *range(0x201C, 0x201F), 0x2039, 0x203A))
"""Digits and signs. Latin letters would be 6 KB more, and a word of them looks well in the system's font."""

ARABIC = frozenset((*range(0x600, 0x700), *range(0x200C, 0x200F), 0xFD3E, 0xFD3F, 0xFDF2, 0xFDFA))
"""Every letter and sign of the block Arabic, what joins and parts letters, ornate brackets, two common ligatures."""

FEATURES = "ccmp locl isol init medi fina med2 fin2 fin3 rlig calt liga curs mark mkmk kern".split()


def main(package: Path) -> None:
    """Write the font and its licence, and say how large it is."""
    halves, licence = _unpacked(package)
    font = _with_glyphs(halves["arabic"], halves["latin"], SIGNS | QUOTES)
    data = _subset(font, SIGNS | QUOTES | ARABIC)
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "noto-naskh-arabic.woff2").write_bytes(data)
    (TARGET / "OFL.txt").write_text(licence, encoding="utf-8")
    print(f"{len(data):,} bytes, {len(TTFont(io.BytesIO(data)).getBestCmap())} characters")


def _unpacked(package: Path) -> tuple[dict[str, TTFont], str]:
    halves = {}
    with tarfile.open(package) as archive:
        for half, expected in KNOWN.items():
            raw = _read(archive, FILES.format(half))
            if sha256(raw).hexdigest() != expected:
                raise SystemExit(f"{package}: the {half} file is not that of {PACKAGE}")
            halves[half] = TTFont(io.BytesIO(raw), recalcTimestamp=False)
        licence = _read(archive, "package/LICENSE").decode()
    return halves, "".join(f"{line.rstrip()}\n" for line in licence.splitlines())


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise SystemExit(f"`{name}` is not a file")
    return member.read()


def _with_glyphs(font: TTFont, other: TTFont, wanted: frozenset[int]) -> TTFont:
    """Put the glyphs for the `wanted` characters that `font` lacks into it, from `other`."""
    theirs = {code: name for code, name in other.getBestCmap().items() if code in wanted - font.getBestCmap().keys()}
    names = sorted(_closure(other["glyf"], set(theirs.values())) - set(font.getGlyphOrder()))
    order = list(font.getGlyphOrder())
    glyphs, widths, variations = font["glyf"], font["hmtx"], font["gvar"].variations
    for name in names:
        glyphs[name], widths[name] = other["glyf"][name], other["hmtx"][name]
        variations[name] = other["gvar"].variations[name]
    font.setGlyphOrder([*order, *names])
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(theirs)
    add_HVAR(font)  # the widths of bold letters, the new ones among them
    return font


def _closure(glyphs: Any, names: set[str]) -> set[str]:
    """Return the glyphs that `names` consist of, themselves included."""
    parts = {part for name in names for part in glyphs[name].getComponentNames(glyphs)}
    return names if parts <= names else _closure(glyphs, names | parts)


def _subset(font: TTFont, characters: frozenset[int]) -> bytes:
    options = subset.Options(
        layout_features=FEATURES,
        name_IDs=[0, 1, 2, 4, 5, 6, 13, 14],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        recalc_timestamp=False,
        drop_tables=["STAT"],
    )
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)
    stream = io.BytesIO()
    font.flavor = "woff2"
    font.save(stream, reorderTables=True)
    return stream.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
