"""The small drawings of the bars, as pictures: a home screen's shortcuts read no SVG sprite.

Pure: drawn on the sprite's grid of 24, in one colour.
"""

from collections.abc import Callable

from PIL import ImageDraw

Pen = ImageDraw.ImageDraw
Draw = Callable[["Grid"], None]
STROKE = 1.6


class Grid:
    """24 units wide, in the middle of a square of so many pixels."""

    def __init__(self, pen: Pen, side: int, ink: str, *, share: float = 0.54) -> None:
        self.pen, self.ink = pen, ink
        self.unit = side * share / 24
        self.start = side * (1 - share) / 2
        self.width = max(1, round(self.unit * STROKE))

    def at(self, *numbers: float) -> list[float]:
        return [self.start + number * self.unit for number in numbers]

    def line(self, *points: float) -> None:
        self.pen.line(self.at(*points), fill=self.ink, width=self.width, joint="curve")

    def square(self, x: float, y: float, side: float) -> None:
        self.pen.rounded_rectangle(
            self.at(x, y, x + side, y + side), self.unit, outline=self.ink, width=self.width
        )

    def arc(self, x: float, y: float, radius: float, start: float, end: float) -> None:
        box = self.at(x - radius, y - radius, x + radius, y + radius)
        self.pen.arc(box, start, end, fill=self.ink, width=self.width)


def _shop(grid: Grid) -> None:
    for x, y in ((4.5, 4.5), (4.5, 13.3), (13.4, 13.3)):
        grid.square(x, y, 6.2)
    grid.arc(16.5, 7.6, 3.1, 0, 360)


def _code(grid: Grid) -> None:
    for x, y in ((4.5, 4.5), (14, 4.5), (4.5, 14)):
        grid.square(x, y, 5.5)
    grid.line(14, 14, 16.5, 14, 16.5, 16.5)
    grid.line(19.5, 14, 19.5, 19.5, 17, 19.5)


def _bag(grid: Grid) -> None:
    grid.line(5.2, 9.5, 18.8, 9.5, 19.8, 19.5, 4.2, 19.5, 5.2, 9.5, 18.8, 9.5)
    grid.line(8.5, 9.5, 8.5, 8)
    grid.line(15.5, 9.5, 15.5, 8)
    grid.arc(12, 8, 3.5, 180, 360)


def _orders(grid: Grid) -> None:
    grid.line(6, 3.5, 18, 3.5, 18, 20.5, 6, 20.5, 6, 3.5, 18, 3.5)
    for y in (8, 12, 16):
        grid.line(9, y, 15, y)


GLYPHS: dict[str, Draw] = {"shop": _shop, "code": _code, "bag": _bag, "orders": _orders}
