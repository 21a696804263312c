"""Paper to draw on, in millimetres from the top left: words, lines, pictures, codes.

The file is the same, byte for byte, for the same drawing and time.
"""

import io
from datetime import datetime
from typing import Literal

from fpdf import FPDF
from fpdf.enums import TextMode

from minishop.pdf import codes, letters, look
from minishop.pdf.letters import SANS
from minishop.pdf.wrapping import wrap

Align = Literal["left", "right", "center"]
Size = tuple[float, float]

A4: Size = (210, 297)
#: What thermal printers for parcels hold.
LABEL: Size = (100, 150)
#: Millimetres of a point, and a row's height in sizes of its letters.
POINT = 25.4 / 72
LEADING = 1.45


class Paper:
    """Pages of one size; every text is cleaned of what cannot be set."""

    def __init__(self, *, title: str, made_at: datetime, language: str = "en", size: Size = A4) -> None:
        self.size = size
        self.look = look.current()
        self.pdf = pdf = FPDF(unit="mm", format=size)
        pdf.set_auto_page_break(False)
        pdf.alias_nb_pages("")
        pdf.c_margin = 0
        pdf.set_title(letters.clean(title))
        pdf.set_author(letters.clean(self.look.name))
        pdf.set_creator("Minishop")
        pdf.set_lang(language)
        pdf.set_creation_date(made_at)

    @property
    def width(self) -> float:
        return self.size[0]

    @property
    def height(self) -> float:
        return self.size[1]

    @property
    def pages(self) -> int:
        return len(self.pdf.pages)

    def page(self) -> None:
        """What follows is drawn on a new page."""
        self.pdf.add_page()

    def turn(self, number: int) -> None:
        """What follows is drawn on that page, which is there already."""
        self.pdf.page = number
        self.pdf.current_font_is_set_on_page = False

    def colour(self, token: str) -> str:
        """The brand's colour of that name; a hex colour is itself."""
        return self.look.colours.get(token, token)

    def rows(self, text: object, width: float, size: float, family: str = SANS) -> list[str]:
        """The text in rows of that width."""
        return wrap(letters.clean(text), width, lambda row: letters.width(row, size, family))

    def write(
        self,
        x: float,
        y: float,
        text: object,
        *,
        size: float = 9.5,
        family: str = SANS,
        colour: str = "ink",
        align: Align = "left",
        width: float = 0,
        is_strong: bool = False,
    ) -> None:
        """One row, its top at y; aligned within the width, which shortens it where it is too long."""
        row = letters.clean(text).replace("\n", " ")
        row = self._shortened(row, width, size, family) if width else row
        room = width - letters.width(row, size, family) if width else 0
        x += {"left": 0, "right": room, "center": room / 2}[align]
        letters.lend(self.pdf, family)
        self.pdf.set_font(family, size=size)
        self.pdf.set_text_color(self.colour(colour))
        if not is_strong:
            self.pdf.text(x, y + size * POINT * 1.12, row)
            return
        # The fonts come in one weight: what is strong gets an outline of its own colour.
        with self.pdf.local_context(
            text_mode=TextMode.FILL_STROKE, line_width=size * 0.006, draw_color=self.colour(colour)
        ):
            self.pdf.text(x, y + size * POINT * 1.12, row)

    def paragraph(
        self,
        x: float,
        y: float,
        text: object,
        *,
        width: float,
        size: float = 9.5,
        family: str = SANS,
        colour: str = "ink",
        align: Align = "left",
        is_strong: bool = False,
        most: int = 0,
    ) -> float:
        """The text in rows from y on, at most so many; returns where the next thing may begin."""
        rows = self.rows(text, width, size, family)
        if most and len(rows) > most:
            rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
        for row in rows:
            self.write(
                x,
                y,
                row,
                size=size,
                family=family,
                colour=colour,
                align=align,
                width=width,
                is_strong=is_strong,
            )
            y += size * POINT * LEADING
        return y

    def _shortened(self, row: str, width: float, size: float, family: str) -> str:
        if letters.width(row, size, family) <= width + 0.01:
            return row
        while row and letters.width(row + "…", size, family) > width:
            row = row[:-1]
        return row + "…"

    def line(
        self, x: float, y: float, width: float, *, colour: str = "line", weight: float = 0.2, dash: float = 0
    ) -> None:
        """A line to the right."""
        with self.pdf.local_context(draw_color=self.colour(colour), line_width=weight):
            if dash:
                self.pdf.set_dash_pattern(dash=dash, gap=dash)
            self.pdf.line(x, y, x + width, y)
            if dash:
                self.pdf.set_dash_pattern()

    def box(self, x: float, y: float, width: float, height: float, *, colour: str = "ink-3") -> None:
        """An empty box, to be ticked."""
        with self.pdf.local_context(draw_color=self.colour(colour), line_width=0.25):
            self.pdf.rect(x, y, width, height)

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.pdf.set_fill_color(self.colour(colour))
        self.pdf.rect(x, y, width, height, style="F")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """The picture (PNG, JPEG, WebP, SVG) as large as the box allows; nothing where there is none."""
        if data:
            self.pdf.image(io.BytesIO(data), x, y, width, height, keep_aspect_ratio=True)

    def qr(self, text: str, x: float, y: float, side: float) -> None:
        """The text as a QR, quiet zone within the side."""
        modules, runs = codes.qr(text)
        step = side / modules
        self.fill(x, y, side, side, "#FFFFFF")
        for column, row, width in runs:
            self.fill(x + column * step, y + row * step, width * step, step, "#000000")

    def code128(self, text: str, x: float, y: float, width: float, height: float) -> None:
        """The text as a Code 128, quiet zones within the width."""
        modules, bars = codes.code128(text)
        step = width / modules
        self.fill(x, y, width, height, "#FFFFFF")
        for column, wide in bars:
            self.fill(x + column * step, y, wide * step, height, "#000000")

    def bytes(self) -> bytes:
        """The finished file."""
        return bytes(self.pdf.output())
