"""CSV as it comes: any of three separators, UTF-8, UTF-16, GB18030 or Windows-1252, and a quote left open.

Files are read line by line; what was guessed is said in the table's notes.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from minishop.imports.cells import MAX_ROWS, Row, Shape, Table, TableRefused, is_blank

#: A description may be long; a quote that never closes must not take the file into memory.
csv.field_size_limit(2_000_000)
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CHUNK = 1 << 16
#: Open quotes that are mended one by one; a file with more is not a table.
MENDED = 20
NAMES = {"gb18030": "GB18030 (Chinese)", "cp1252": "Windows-1252", "utf-16": "UTF-16"}


class CsvTable(Table):
    """A table in separated text; the file stays open as long as the table is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.notes = file, []
        self._encoding = encoding_of(file)
        if self._encoding in NAMES:
            self.notes.append(_("Read as %s.") % NAMES[self._encoding])
        self._separator = _separator(self._lines())
        first = next(iter(self._records()), None)
        if first is None:
            raise TableRefused(_("The file is empty."))
        self._shape = Shape(first[1], self.notes)
        self.headers = list(self._shape.places)

    def rows(self) -> Iterator[Row]:
        records = iter(self._records())
        next(records)
        for count, (number, record, problem) in enumerate(records):
            if count >= MAX_ROWS:
                raise TableRefused(_("More than %d rows.") % MAX_ROWS)
            yield self._shape.row(number, record, problem)

    def _lines(self) -> Iterator[str]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding, errors="replace", newline="")
        try:
            for number, line in enumerate(text):
                if number == 0 and _declared(line):
                    yield "\n"  # so that lines keep their numbers
                else:
                    yield line.replace("\0", "")
        finally:
            text.detach()

    def _records(self) -> Iterator[tuple[int, list[str], Any]]:
        return (found for found in records(self._lines(), self._separator) if not is_blank(found[1]))


def records(lines: Iterable[str], separator: str) -> Iterator[tuple[int, list[str], Any]]:
    """(line, cells, problem) of each record; one with a quote left open costs no other record its place."""
    tape, mended = _Tape(lines), 0
    while True:
        yield from _whole(tape, separator)
        if not tape.since:
            return
        start, line, is_alone = tape.number - len(tape.since) + 1, tape.since[0], len(tape.since) == 1
        if is_alone and not tape.is_over:  # a quote in the middle of a cell: read as it is meant
            yield start, next(csv.reader([line], delimiter=separator), []), ""
        else:
            mended += 1
            yield start, _closed(line, separator), _("A quote is opened here and never closed.")
        if mended > MENDED:
            raise TableRefused(_("Too many quotes are opened and never closed."))
        tape.take_back()


def _whole(tape: "_Tape", separator: str) -> Iterator[tuple[int, list[str], Any]]:
    """Records until the end, or until one breaks the rules, whose lines are then left on the tape."""
    try:
        for record in csv.reader(tape, delimiter=separator, strict=True):
            start = tape.number - len(tape.since) + 1
            tape.since.clear()
            yield start, record, ""
    except csv.Error:
        return


class _Tape:
    """Lines on their way to the reader, remembered since the last whole record."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.since: list[str] = []
        self.number, self.is_over = 0, False

    def __iter__(self) -> "_Tape":
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines, None)
        self.is_over = line is None
        if line is None:
            raise StopIteration
        self.number += 1
        self.since.append(line)
        return line

    def take_back(self) -> None:
        """All but the first of the remembered lines are to be read again."""
        self._back.extendleft(reversed(self.since[1:]))
        self.number -= len(self.since) - 1
        self.since.clear()


def _closed(line: str, separator: str) -> list[str]:
    return next(csv.reader([line.rstrip("\r\n") + '"'], delimiter=separator), [])


def encoding_of(file: IO[bytes]) -> str:
    """How the bytes are to be read: by their mark, else UTF-8 if all of it is, else a likely guess."""
    file.seek(0)
    head = file.read(4)
    marked = next((name for mark, name in BOMS if head.startswith(mark)), "")
    if marked:
        return marked
    if _decodes(file, "utf-8"):
        return "utf-8"
    return "gb18030" if _decodes(file, "gb18030") and _is_chinese(file) else "cp1252"


def _decodes(file: IO[bytes], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(file: IO[bytes]) -> bool:
    """Whether most of what is not ASCII are everyday characters: accents rarely pair up into those."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("gb18030")()
    signs = [sign for sign in decoder.decode(file.read(CHUNK * 16)) if not sign.isascii()]
    everyday = sum(1 for sign in signs if _is_everyday(sign))
    return bool(signs) and everyday >= 0.8 * len(signs)


def _is_everyday(sign: str) -> bool:
    try:
        return bool(sign.encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _declared(line: str) -> str:
    """The separator Excel was told of by a first line `sep=;`."""
    told = line.strip('\ufeff"\r\n ')
    return told[4:] if told.lower().startswith("sep=") and len(told) == 5 else ""


def _separator(lines: Iterator[str]) -> str:
    """What parts the header line into most cells."""
    head = next((line for line in lines if line.strip()), "")
    lines.close()  # type: ignore[attr-defined]
    counts = {sign: len(next(csv.reader([head], delimiter=sign), [])) for sign in ",;\t"}
    return max(counts, key=lambda sign: counts[sign])
