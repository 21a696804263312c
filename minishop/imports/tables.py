"""Tables as files: CSV and XLSX in, CSV and XLSX out, cell by cell the same.

CSV is written as UTF-8 with a byte-order mark, without which Excel takes Chinese for something else.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext_lazy as _

from minishop.imports import workbooks
from minishop.imports.cells import MAX_BYTES, Row, Table, TableRefused, escaped, plain
from minishop.imports.csvs import CsvTable
from minishop.imports.workbooks import WorkbookTable

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
#: Rows that go out together.
BATCH = 200


def read(source: str | Path | IO[bytes]) -> Table:
    """The table in a file: a path, or an open file that can be sought and stays open meanwhile.

    Raises:
        TableRefused: it is no table, is empty, or is larger than the shop takes.
    """
    file = open(source, "rb") if isinstance(source, str | Path) else source  # noqa: SIM115
    if file.seek(0, io.SEEK_END) > MAX_BYTES:
        raise TableRefused(_("Larger than %d megabytes.") % (MAX_BYTES // 1024**2))
    file.seek(0)
    head = file.read(4)
    if head == OLD_EXCEL:
        raise TableRefused(_("This is an old Excel file: save it as XLSX or CSV first."))
    return WorkbookTable(file) if head == ZIP else CsvTable(file)


def write(headers: Sequence[str], rows: Iterable[Sequence[str]], form: str = "csv") -> Iterator[bytes]:
    """The table as a file ("csv" or "xlsx"), piece by piece; `read` gives back the same cells."""
    if form == "xlsx":
        yield workbooks.written(headers, rows)
        return
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([escaped(header) for header in headers])
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows):
        writer.writerow([escaped(cell) for cell in row])
        if number % BATCH == 0:
            yield _taken(out)
    yield _taken(out)


def _taken(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode()


__all__ = ["CONTENT_TYPES", "Row", "Table", "TableRefused", "escaped", "plain", "read", "write"]
