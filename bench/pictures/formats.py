"""What each format of a picture costs and saves: bytes, time and likeness for a folder of pictures.

python bench/pictures/formats.py FOLDER
"""

import io
import math
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

WIDTH = 960
TRIED: tuple[dict[str, Any], ...] = (
    {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    {"format": "WEBP", "quality": 78, "method": 4},
    {"format": "WEBP", "quality": 78, "method": 6},
    {"format": "AVIF", "quality": 58, "speed": 6, "max_threads": 1},
    {"format": "AVIF", "quality": 58, "speed": 8, "max_threads": 1},
)


def main(folder: Path) -> None:
    """Print the sums over all pictures for each setting."""
    sums: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    pictures = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in {".jpg", ".jpeg", ".png"}]
    for path in pictures:
        with Image.open(path) as opened:
            image = opened.convert("RGB")
        width = min(WIDTH, image.width)
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        for number, setting in enumerate(TRIED):
            began, stream = time.perf_counter(), io.BytesIO()
            image.save(stream, **setting)
            sums[number][0] += len(stream.getvalue())
            sums[number][1] += time.perf_counter() - began
            with Image.open(stream) as made:
                off = ImageStat.Stat(ImageChops.difference(image, made.convert("RGB"))).rms
            sums[number][2] += 10 * math.log10(65025 / max(sum(each**2 for each in off) / 3, 1e-9))
    for number, (size, seconds, likeness) in sums.items():
        setting = " ".join(str(value) for value in TRIED[number].values())
        print(f"{setting:26} {size / 1024:8.1f} KB {seconds:6.2f} s {likeness / len(pictures):6.1f} dB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
