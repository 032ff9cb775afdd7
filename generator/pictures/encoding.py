"""The bytes of a picture become the files that browsers choose from: the only module that knows Pillow.

What is written holds pixels in sRGB and nothing else: no place, camera, preview, comment or profile.
"""

import warnings
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.fingerprints import combine, fingerprint
from generator.model import PictureType, Value

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTHS = (480, 960, 1440)
"""Widths in pixels; a picture is never made wider than it is."""

MAX_PIXELS = 50_000_000
TALLEST = 4_320
"""The most that is read, and the height in pixels to which a very tall picture is brought."""

_APART = 0.85
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
_DRAWN = frozenset({"PNG", "GIF"})
_USUAL = "save it as JPEG, PNG or WebP"

# Why these, and what they cost and save: bench/README.md.
_AVIF: dict[str, Any] = {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1}
_WEBP: dict[str, Any] = {"format": "WEBP", "quality": 78, "method": 4}
_LOSSLESS: dict[str, Any] = {"format": "WEBP", "lossless": True, "method": 4}
_JPEG: dict[str, Any] = {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True}
_PNG: dict[str, Any] = {"format": "PNG", "optimize": True}


class Encoded(Value, frozen=True, kw_only=True):
    """One file made of a picture."""

    type: PictureType
    width: int
    height: int
    data: bytes


class Refusal(ValueError):  # noqa: N818 - a judgement on a file, turned into a finding by whoever knows its name
    """A picture that cannot be shown: what it is (after its name), and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def installed() -> str:
    """Return what makes pictures, as a name that changes with all that shapes their bytes; empty without Pillow."""
    try:
        release = version("pillow")
    except PackageNotFoundError:
        return ""
    return combine(release, fingerprint(Path(__file__).read_bytes()))[:12]


def encode(raw: bytes) -> tuple[tuple[Encoded, ...], bool]:
    """Return the files made of a picture, the fallback last, and whether it moved; Refusal where it is none."""
    from PIL import Image, UnidentifiedImageError

    if raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        raise Refusal("is SVG or a page, which can hold more than a picture", f"export it, and {_USUAL}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image, moves, drawn = _read(raw)
            return tuple(_files(image, drawn=drawn)), moves
        except Refusal:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large() from error
        except UnidentifiedImageError as error:
            raise Refusal("is not a picture of a known kind", _USUAL) from error
        except Exception as error:
            # Decoders raise whatever broken bytes lead them to.
            raise Refusal("is broken", f"open it to see whether it is whole, and {_USUAL}") from error


def _too_large() -> Refusal:
    return Refusal(f"has more than {MAX_PIXELS // 1_000_000} million pixels", "save it smaller")


def _read(raw: bytes) -> tuple["Image", bool, bool]:
    """Return the first frame upright in sRGB, whether there are others, and whether it was drawn, not taken."""
    from PIL import Image, ImageOps

    image: Image.Image = Image.open(BytesIO(raw), formats=_FORMATS)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise _too_large()
    drawn, moves = image.format in _DRAWN, bool(getattr(image, "is_animated", False))
    # JPEG can be read smaller than it is, many times faster; twice the width is left for resizing well.
    share = 2 * WIDTHS[-1] / min(width, height)
    if share < 1:
        image.draft(None, (round(width * share), round(height * share)))
    image.load()
    return _plain(ImageOps.exif_transpose(image)), moves, drawn


def _plain(image: "Image") -> "Image":
    """Return a picture as RGB in sRGB, or RGBA where something shines through."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I") or image.mode == "F":
        image = image.convert("F").point(lambda value: value * (1 / 256) + 0).convert("L")
    alpha = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
    if image.mode != "CMYK":
        image = image.convert("RGB")
    if profile:
        image = _in_srgb(image, profile)
    image = image.convert("RGB")
    if alpha is not None and alpha.getextrema() != (255, 255):
        image.putalpha(alpha)
    image.info = {}
    return image


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        # A profile that is broken, or for other colours than the picture has: they are taken as they are.
        return image
    return image if made is None else made


def _files(image: "Image", *, drawn: bool) -> Iterator[Encoded]:
    from PIL import Image, features

    sizes = _sizes(*image.size)
    scaled = [image if size == image.size else image.resize(size, Image.Resampling.LANCZOS) for size in sizes]
    webp = [_smallest(each, "image/webp", (_WEBP, _LOSSLESS) if drawn else (_WEBP,)) for each in scaled]
    if features.check("avif"):
        avif = [_smallest(each, "image/avif", (_AVIF,)) for each in scaled]
        if sum(len(each.data) for each in avif) < sum(len(each.data) for each in webp):
            yield from avif
    yield from webp
    largest = scaled[-1]
    options = [] if largest.mode == "RGBA" else [_smallest(largest, "image/jpeg", (_JPEG,))]
    if drawn or not options:
        options.append(_smallest(largest, "image/png", (_PNG,)))
    yield min(options, key=lambda each: len(each.data))


def _sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """Return the sizes to make, narrowest first: none wider than the picture, none hardly narrower than the last."""
    widest = max(1, min(WIDTHS[-1], width, TALLEST * width // height))
    widths = (*(each for each in WIDTHS if each < widest * _APART), widest)
    return tuple((each, max(1, round(height * each / width))) for each in widths)


def _smallest(image: "Image", kind: PictureType, settings: tuple[dict[str, Any], ...]) -> Encoded:
    made = []
    for setting in settings:
        stream = BytesIO()
        image.save(stream, **setting)
        made.append(stream.getvalue())
    return Encoded(type=kind, width=image.width, height=image.height, data=min(made, key=len))
