"""An A4 sheet in the brand's look: head, facts, tables, sums, and “1 / 2” at the foot.

One file may hold several documents (slips of many orders): each begins with `head` and is numbered
by itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from minishop.pdf.letters import SERIF
from minishop.pdf.paper import LEADING, POINT, Align, Paper

#: Millimetres: the sides, where the foot begins, between columns.
MARGIN, FOOT, GAP = 18.0, 18.0, 4.0
BODY, SMALL = 9.5, 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: so many millimetres wide, or a share of what is left."""

    label: str
    width: float = 0
    align: Align = "left"
    share: float = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's field: words, smaller words below, or something drawn of that height."""

    text: str = ""
    under: str = ""
    is_strong: bool = False
    draw: Callable[[float, float, float], None] | None = None
    height: float = 0


Row = Sequence[Cell | str]


class Sheet(Paper):
    """A4 pages filled from the top down."""

    def __init__(self, *, title: str, made_at: datetime, language: str = "en") -> None:
        super().__init__(title=title, made_at=made_at, language=language)
        self.y = 0.0
        self._begins: list[int] = []

    @property
    def inner(self) -> float:
        """The width between the sides."""
        return self.width - 2 * MARGIN

    @property
    def room(self) -> float:
        """What is left of the page, in millimetres."""
        return self.height - FOOT - self.y

    def head(self, title: str, *, number: str = "", facts: Sequence[tuple[str, object]] = ()) -> None:
        """A document begins on a new page: logo, what it is called, its number, its facts at the right."""
        self._begins.append(self.pages + 1)
        self._page()
        if self.look.logo:
            self.picture(self.look.logo, MARGIN, 15.5, 50, 7.5)
        else:
            self.write(MARGIN, 15, self.look.name, size=15, family=SERIF)
        self.y = 33
        half = self.inner / 2
        below = self.paragraph(MARGIN, self.y, title, size=21, family=SERIF, width=half + 20)
        if number:
            self.write(MARGIN, below + 0.5, number, size=11, colour="plum")
        self._facts(facts)
        self.y = max(self.y, below + (9 if number else 3)) + 4

    def _facts(self, facts: Sequence[tuple[str, object]]) -> None:
        """Label and value, a line each, set against the right side."""
        y, right = 15.0, self.width - MARGIN
        for label, value in facts:
            self.write(right - 70, y, label, size=SMALL, colour="ink-3", width=28)
            y = self.paragraph(right - 42, y - 0.25, value, size=8.5, width=42, align="right") + 0.4
        self.y = max(self.y, y)

    def _page(self) -> None:
        self.page()
        self.fill(0, 0, self.width, 2.2, "plum")
        self.y = MARGIN

    def need(self, height: float) -> bool:
        """What follows stands on one page, a new one if need be; says whether it is new."""
        if self.room >= height:
            return False
        self._page()
        return True

    def space(self, height: float = 4) -> None:
        self.y += height

    def rule(self) -> None:
        self.line(MARGIN, self.y, self.inner)
        self.y += 3

    def heading(self, text: object) -> None:
        """A part's title, never alone at the foot of a page."""
        self.need(24)
        self.y = self.paragraph(MARGIN, self.y, text, size=13, family=SERIF, width=self.inner) + 1.5

    def words(
        self, text: object, *, size: float = BODY, colour: str = "ink", is_strong: bool = False
    ) -> None:
        """A paragraph, over as many pages as it takes."""
        for row in self.rows(text, self.inner, size):
            self.need(size * POINT * LEADING)
            self.write(MARGIN, self.y, row, size=size, colour=colour)
            self.y += size * POINT * LEADING

    def blocks(self, *blocks: tuple[str, Sequence[object]]) -> None:
        """Parts side by side, each a small heading and its lines: sender and receiver, seller and buyer."""
        each = (self.inner - GAP * (len(blocks) - 1)) / len(blocks)
        rows = [
            [row for line in lines if line for row in self.rows(line, each, BODY)] for _h, lines in blocks
        ]
        step = BODY * POINT * LEADING
        self.need(6 + max(map(len, rows)) * step)
        for place, ((heading, _lines), block) in enumerate(zip(blocks, rows, strict=True)):
            x = MARGIN + place * (each + GAP)
            self.write(x, self.y, heading, size=SMALL, colour="ink-3", width=each)
            for nth, row in enumerate(block):
                self.write(x, self.y + 5 + nth * step, row, size=BODY)
        self.y += 5 + max(map(len, rows)) * step + 4

    def note(self, heading: str, text: object) -> None:
        """Words that are not to be overlooked, on linen."""
        rows = self.rows(text, self.inner - 10, 10.5)
        height = 11 + len(rows) * 10.5 * POINT * LEADING
        self.need(height)
        self.fill(MARGIN, self.y, self.inner, height, "linen")
        self.write(MARGIN + 5, self.y + 3, heading, size=SMALL, colour="ink-2")
        self.paragraph(MARGIN + 5, self.y + 8, text, size=10.5, width=self.inner - 10)
        self.y += height + 5

    def table(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        """A row stands on one page; a new page repeats the columns' names."""
        widths = self._widths(columns)
        first = self._height(rows[0], widths) if rows else 0
        self.need(9 + first)
        self._names(columns, widths)
        for row in rows:
            if self.need(self._height(row, widths)):
                self._names(columns, widths)
            self._row(columns, widths, row)
        self.y += 3

    def _widths(self, columns: Sequence[Column]) -> list[float]:
        left = self.inner - sum(column.width for column in columns) - GAP * (len(columns) - 1)
        shares = sum(column.share for column in columns if not column.width) or 1
        return [column.width or left * column.share / shares for column in columns]

    def _names(self, columns: Sequence[Column], widths: Sequence[float]) -> None:
        x = MARGIN
        for column, width in zip(columns, widths, strict=True):
            self.write(x, self.y, column.label, size=SMALL, colour="ink-3", width=width, align=column.align)
            x += width + GAP
        self.y += 5.5
        self.line(MARGIN, self.y, self.inner, colour="ink", weight=0.3)

    def _height(self, row: Row, widths: Sequence[float]) -> float:
        return max(self._tall(_cell(field), width) for field, width in zip(row, widths, strict=True)) + 4.4

    def _tall(self, cell: Cell, width: float) -> float:
        body = len(self.rows(cell.text, width, BODY)) * BODY if cell.text else 0
        under = len(self.rows(cell.under, width, SMALL)) * SMALL if cell.under else 0
        return max((body + under) * POINT * LEADING, cell.height)

    def _row(self, columns: Sequence[Column], widths: Sequence[float], row: Row) -> None:
        height, x = self._height(row, widths), MARGIN
        for column, width, field in zip(columns, widths, row, strict=True):
            cell, y = _cell(field), self.y + 2.2
            if cell.draw:
                cell.draw(x, y, width)
            if cell.text:
                y = self.paragraph(
                    x, y, cell.text, width=width, size=BODY, align=column.align, is_strong=cell.is_strong
                )
            if cell.under:
                self.paragraph(x, y, cell.under, width=width, size=SMALL, align=column.align, colour="ink-2")
            x += width + GAP
        self.y += height
        self.line(MARGIN, self.y, self.inner)

    def totals(self, sums: Sequence[tuple[str, str]]) -> None:
        """Label and amount, set against the right side; the last one is what it comes to."""
        self.need(len(sums) * 6 + 4)
        left = self.width - MARGIN - 90
        for nth, (label, amount) in enumerate(sums, start=1):
            is_last = nth == len(sums)
            size = 12.0 if is_last else BODY
            if is_last:
                self.line(left, self.y + 0.4, 90, colour="ink", weight=0.3)
                self.y += 2
            self.write(left, self.y, label, size=size, colour="ink" if is_last else "ink-2", width=50)
            self.write(left + 50, self.y, amount, size=size, align="right", width=40, is_strong=is_last)
            self.y += size * POINT * LEADING + 0.8
        self.y += 3

    def bytes(self) -> bytes:
        """The finished file, each document's pages numbered."""
        ends = [*(begin - 1 for begin in self._begins[1:]), self.pages]
        for begin, end in zip(self._begins, ends, strict=True):
            for number in range(begin, end + 1):
                self.turn(number)
                self._foot(f"{number - begin + 1} / {end - begin + 1}")
        self.turn(self.pages)
        return super().bytes()

    def _foot(self, number: str) -> None:
        y = self.height - 12
        self.write(MARGIN, y, " · ".join(self.look.imprint), size=7.5, colour="ink-3", width=self.inner - 20)
        self.write(self.width - MARGIN - 20, y, number, size=7.5, colour="ink-3", width=20, align="right")


def _cell(field: Cell | str) -> Cell:
    return field if isinstance(field, Cell) else Cell(str(field))
