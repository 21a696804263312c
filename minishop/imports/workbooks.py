"""XLSX as staff see it: `1299` and not `1299.0`, dates as dates, what a formula came to.

A workbook is a zip: what it would unpack to is counted before it is unpacked.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO, Any

import openpyxl
from django.utils.translation import gettext_lazy as _

from minishop.imports.cells import MAX_ROWS, Row, Shape, Table, TableRefused, escaped, is_blank

MAX_UNPACKED = 300 * 1024 * 1024
#: Shared texts are held in memory while the workbook is read.
MAX_TEXTS = 64 * 1024 * 1024
MAX_CELL = 32_767  # Excel's own
#: Excel's own; a row that says it is beyond has all the blank ones before it read first.
MAX_LINES = 1_048_576
CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: What XML can't hold or would change, and what would be taken for a code.
TO_CODE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class WorkbookTable(Table):
    """The first sheet of a workbook."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.notes = file, []
        _guard(file)
        first = next(self._records(), None)
        if first is None:
            raise TableRefused(_("The file is empty."))
        self._shape = Shape(first[1], self.notes)
        self.headers = list(self._shape.places)

    def rows(self) -> Iterator[Row]:
        records = self._records()
        next(records)
        for count, (number, record) in enumerate(records):
            if count >= MAX_ROWS:
                raise TableRefused(_("More than %d rows.") % MAX_ROWS)
            yield self._shape.row(number, record)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        self._file.seek(0)
        try:
            book = openpyxl.load_workbook(self._file, read_only=True, data_only=True, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for number, cells in enumerate(sheet.iter_rows(), 1):
                if number > MAX_LINES:
                    raise TableRefused(_("The workbook is damaged."))
                record = [seen(cell) for cell in cells]
                if not is_blank(record):
                    yield number, record
        except (KeyError, ValueError, IndexError, OSError, SyntaxError, zipfile.BadZipFile) as error:
            raise TableRefused(_("The workbook is damaged.")) from error


def _guard(file: IO[bytes]) -> None:
    """Refuses what unpacks to more than a catalogue could be, before anything is unpacked."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as pack:
            sizes = {entry.filename: entry.file_size for entry in pack.infolist()}
    except zipfile.BadZipFile as error:
        raise TableRefused(_("The workbook is damaged.")) from error
    if "xl/workbook.xml" not in sizes:
        raise TableRefused(_("Neither CSV nor XLSX: save it as one of these first."))
    if sum(sizes.values()) > MAX_UNPACKED or sizes.get("xl/sharedStrings.xml", 0) > MAX_TEXTS:
        raise TableRefused(_("The workbook unpacks to more than the shop takes; save it as CSV."))


def seen(cell: Any) -> str:
    """The cell's value in the letters staff see."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        told = CODED.sub(lambda code: chr(int(code[1], 16)), value).replace("\0", "")
        return told.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return _moment(value)


def _number(value: float, look: str) -> str:
    """At most the fifteen digits a spreadsheet keeps, no exponent, leading zeros where the look asks."""
    if isinstance(value, float):
        text = f"{value:.15g}"
        if "e" in text or "E" in text:
            text = f"{value:.20f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.0f}"
    else:
        text = str(value)
    return text.zfill(len(look)) if look and not look.strip("0") else text


def _moment(value: Any) -> str:
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(" ") if isinstance(value, datetime.datetime) else str(value)


def written(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, each cell a text, none a formula.

    Raises:
        TableRefused: a cell is longer than Excel allows.
    """
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("1")
    for record in chain([headers], rows):
        sheet.append([_text(cell) for cell in record])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(text: str) -> str:
    coded = TO_CODE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", escaped(text))
    if len(coded) > MAX_CELL:
        raise TableRefused(_("A text is longer than Excel allows; take CSV instead."))
    return coded
