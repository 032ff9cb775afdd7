"""Draw the pictures of the demonstration digest: our own, of facts that anyone may state, and without words in them.

python bench/pictures/demonstration.py content/pictures
"""

import math
import sys
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1440, 810
FINE = 2
PAPER, INK, MUTED, LINE, ACCENT = "#f6f3ec", "#1f1e1b", "#6d685f", "#d5cfc2", "#9b1c1f"
NIGHT, STAR, EARTH, MOON = "#10141d", "#8b93a5", "#4f86c6", "#c9c5bb"
SKY, NAVY = "#3f83b5", "#1d2f5f"
SEA, LAND, COAST = "#cfe0e6", "#ece6d6", "#a99f88"

PEOPLE = ((1804, 1), (1927, 2), (1960, 3), (1974, 4), (1987, 5), (1999, 6), (2011, 7), (2022, 8))
"""The years in which so many thousand million people lived, as the United Nations reckon."""


class Drawing:
    """A picture drawn twice as large as it will be, so that its edges are soft."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def line(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        """Draw a line through points."""
        self.pen.line([(x * FINE, y * FINE) for x, y in points], colour, round(width * FINE), joint="curve")

    def shape(self, points: list[tuple[float, float]], colour: str, edge: str) -> None:
        """Fill a shape, and draw its edge."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)
        self.line([*points, points[0]], edge, 2)

    def dot(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle."""
        self.pen.ellipse([each * FINE for each in (x - radius, y - radius, x + radius, y + radius)], colour)

    def dashes(self, points: list[tuple[float, float]], colour: str, width: float) -> None:
        """Draw every second piece of a line."""
        for start in range(0, len(points) - 2, 4):
            self.line(points[start : start + 3], colour, width)

    def number(self, x: float, y: float, value: int, size: float, colour: str) -> None:
        """Write a number with its middle at a point."""
        font = ImageFont.load_default(size * FINE)
        self.pen.text((x * FINE, y * FINE), str(value), colour, font, anchor="mm")

    def save(self, path: Path, colours: int) -> None:
        """Save it in few colours."""
        made = self.image.resize(SIZE, Image.Resampling.LANCZOS).quantize(colours, dither=Image.Dither.NONE)
        made.save(path, "PNG", optimize=True)


Point = tuple[float, float]


def curve(start: Point, away: Point, towards: Point, end: Point) -> list[Point]:
    """Return the points of a cubic Bézier curve."""
    shares = [step / 60 for step in range(61)]
    weights = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in shares]
    points = (start, away, towards, end)
    return [tuple(sum(w * p[axis] for w, p in zip(each, points, strict=True)) for axis in (0, 1)) for each in weights]


def orion() -> Drawing:
    """Return the way of a capsule that goes close round the Moon and out into a distant orbit."""
    drawing = Drawing(NIGHT)
    for number in range(90):
        drawing.dot((number * 379) % WIDTH, (number * 523) % HEIGHT, 1 + number % 2 / 2, STAR)
    earth, moon = (190.0, 600.0), (1010.0, 330.0)
    ring = [(math.cos(turn / 60 * math.pi), math.sin(turn / 60 * math.pi)) for turn in range(121)]
    drawing.dashes([(moon[0] + 300 * x, moon[1] + 270 * y) for x, y in ring], MOON, 3)
    drawing.line(curve((272, 575), (640, 560), (1090, 470), (1068, 335)), ACCENT, 6)
    drawing.line(curve((1068, 335), (1052, 240), (930, 160), (798, 138)), ACCENT, 6)
    drawing.dot(*earth, 82, EARTH)
    drawing.dot(*moon, 44, MOON)
    drawing.dot(798, 138, 12, "#ffffff")
    return drawing


def people() -> Drawing:
    """Return a column for each thousand million people, where its year stands in time."""
    drawing = Drawing(PAPER)

    def place(year: int, number: float) -> tuple[float, float]:
        return 110 + (year - 1790) * 1220 / 240, 690 - number * 72

    for number in range(1, 9):
        drawing.line([place(1790, number), place(2030, number)], LINE, 2)
        drawing.number(78, place(1790, number)[1], number, 24, MUTED)
    drawing.line([place(1790, 0), place(2030, 0)], INK, 3)
    for year, number in PEOPLE:
        drawing.line([place(year, 0), place(year, number)], ACCENT if number == 8 else MUTED, 14)
        drawing.dot(*place(year, number), 13, ACCENT if number == 8 else INK)
    for year in (1804, 1927, 1960, 1987, 2022):
        drawing.number(place(year, 0)[0], 735, year, 24, INK)
    return drawing


def corridor() -> Drawing:
    """Return a sketch of the Black Sea with the way of the ships from three ports to the strait."""
    drawing = Drawing(SEA)
    north = [(0, 0), (1440, 0), (1440, 250), (1330, 300), (1250, 210), (1130, 240), (1040, 180), (930, 220), (980, 300)]
    north += [
        (900, 380),
        (820, 330),
        (760, 230),
        (640, 190),
        (540, 210),
        (450, 190),
        (400, 260),
        (330, 330),
        (300, 430),
    ]
    north += [(230, 520), (250, 600), (210, 660), (120, 690), (0, 700)]
    south = [(0, 810), (0, 745), (130, 735), (250, 700), (390, 690), (560, 640), (700, 610), (850, 640), (1010, 660)]
    south += [(1180, 640), (1300, 580), (1440, 520), (1440, 810)]
    drawing.shape([(float(x), float(y)) for x, y in north], LAND, COAST)
    drawing.shape([(float(x), float(y)) for x, y in south], LAND, COAST)
    ways = {(452, 196): (440, 330), (500, 206): (470, 330), (545, 214): (500, 340)}
    for port, bend in ways.items():
        drawing.line([port, bend, (390, 520), (215, 705)], ACCENT, 5)
        drawing.dot(*port, 12, INK)
    drawing.dot(205, 712, 16, ACCENT)
    return drawing


def final() -> Drawing:
    """Return the goals of a final by minute, one team above the line of time and one below it."""
    drawing = Drawing(PAPER)

    def place(minute: int) -> float:
        return 130 + minute * 1180 / 120

    for minute in (0, 45, 90, 105, 120):
        drawing.line([(place(minute), 175), (place(minute), 635)], LINE, 2)
        drawing.number(place(minute), 690, minute, 26, MUTED)
    drawing.line([(place(0), 405), (place(120), 405)], INK, 4)
    for team, (minutes, colour, row) in enumerate((((23, 36, 108), SKY, 265), ((80, 81, 118), NAVY, 545))):
        for number, minute in enumerate(minutes, 1):
            drawing.line([(place(minute), 405), (place(minute), row)], colour, 5)
            # Two goals within two minutes: the second stands a little further out.
            y = row + (52 if team and minute == 81 else 0)
            drawing.line([(place(minute), row), (place(minute), y)], colour, 5)
            drawing.dot(place(minute), y, 24, colour)
            drawing.number(place(minute), y, number, 24, "#ffffff")
    return drawing


def main(folder: Path) -> None:
    """Draw all of them, and say how large they are."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {"orion-path": (orion(), 64), "eight-billion": (people(), 32), "grain-corridor": (corridor(), 32)}
    drawn["final-goals"] = (final(), 32)
    for name, (drawing, colours) in drawn.items():
        path = folder / f"{name}.png"
        drawing.save(path, colours)
        print(f"{path} {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
