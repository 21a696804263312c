"""A table read from whatever file staff bring."""

import csv
import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minishop.imports import tables, workbooks
from minishop.imports.cells import MAX_BYTES
from minishop.imports.tables import TableRefused


def read(data: bytes | str) -> tables.Table:
    return tables.read(io.BytesIO(data.encode() if isinstance(data, str) else data))


def cells(table: tables.Table) -> list[dict[str, str]]:
    return [dict(row.cells) for row in table.rows()]


def notes(table: tables.Table) -> str:
    return " ".join(map(str, table.notes))


@pytest.mark.parametrize(
    ("encoding", "text", "told"),
    [
        ("utf-8", "Title\nCafé 丝雾唇膏\n", ""),
        ("utf-8-sig", "Title\nCafé 丝雾唇膏\n", ""),
        ("utf-16", "Title\nCafé 丝雾唇膏\n", "UTF-16"),
        ("gb18030", "Title\n丝雾唇膏，檀木玫瑰\n", "GB18030"),
        ("cp1252", "Title\n“Café” à la crème – 12 €\n", "Windows-1252"),
    ],
)
def test_letters_are_read_as_they_were_written(encoding, text, told):
    table = read(text.encode(encoding))
    assert cells(table) == [{"Title": text.split("\n")[1]}]
    assert told in notes(table)
    assert bool(table.notes) == bool(told)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator):
    table = read(separator.join(["Handle", "Title"]) + "\r\n" + separator.join(["a", '"b,;\tc"']) + "\r\n")
    assert cells(table) == [{"Handle": "a", "Title": "b,;\tc"}]


def test_the_line_that_tells_excel_the_separator_is_no_header():
    table = read("sep=;\nHandle;Title\na;b\n")
    assert [row.number for row in table.rows()] == [3]
    assert cells(table) == [{"Handle": "a", "Title": "b"}]


def test_rows_are_numbered_by_the_line_on_which_they_begin():
    table = read('Handle,Body\na,"one\ntwo\n\nthree"\n\n,,\nb,four\n')
    assert [(row.number, row.cells["Body"]) for row in table.rows()] == [
        (2, "one\ntwo\n\nthree"),
        (8, "four"),
    ]


def test_a_short_row_is_blank_where_it_ends_and_a_long_one_says_what_is_over():
    short, long = read("A,B\n1\n1,2,3,\n").rows()
    assert (dict(short.cells), short.extra) == ({"A": "1", "B": ""}, ())
    assert (dict(long.cells), long.extra) == ({"A": "1", "B": "2"}, ("3",))


def test_headers_are_trimmed_and_each_has_a_name_of_its_own():
    table = read("\ufeff Handle ,Tags,Option1  Name,Tags,\na,b,c,d,e\n")
    assert table.headers == ["Handle", "Tags", "Option1 Name", "Tags (2)"]
    assert "Tags" in notes(table)


def test_zero_bytes_are_left_out():
    assert cells(read(b"Title\nSi\x00lk\n")) == [{"Title": "Silk"}]


@pytest.mark.parametrize("after", ["d,Plum", 'd,"Plum\nInk"', 'd,"Plum ""Ink"""'])
def test_a_quote_left_open_costs_its_own_row_and_no_other(after):
    table = read(f'Handle,Title\na,"Silk\nVeil"\nb,"Oops\nc,Rose\n{after}\ne,Last\n')
    found = [(row.number, row.cells["Handle"], bool(row.problem)) for row in table.rows()]
    assert found[:4] == [(2, "a", False), (4, "b", True), (5, "c", False), (6, "d", False)]
    assert found[-1][1:] == ("e", False)


def test_a_quote_in_the_middle_of_a_cell_is_a_letter():
    table = read('Handle,Title\na,"7" screen"\nb,7" screen\nc,Silk\n')
    assert [row.cells["Title"] for row in table.rows()] == ['7 screen"', '7" screen', "Silk"]
    assert not any(row.problem for row in table.rows())


def test_a_table_is_read_again_from_its_beginning():
    table = read("A\n1\n2\n")
    assert cells(table) == cells(table) == [{"A": "1"}, {"A": "2"}]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n , \n", "empty"),
        (b"\xd0\xcf\x11\xe0old", "XLSX"),
        (b"PK\x03\x04nothing", "damaged"),
        (b",".join([b"A"] * 1001), "columns"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data, reason):
    with pytest.raises(TableRefused, match=reason):
        read(data)


def test_a_file_larger_than_the_shop_takes_is_refused_before_it_is_read(tmp_path):
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(TableRefused, match="megabytes"):
        tables.read(tmp_path / "large.csv")


def test_more_rows_than_the_shop_takes_are_refused(monkeypatch):
    monkeypatch.setattr("minishop.imports.csvs.MAX_ROWS", 2)
    with pytest.raises(TableRefused, match="More than 2 rows"):
        cells(read("A\n1\n2\n3\n"))


def workbook(*rows: list) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_staff_see_it():
    from datetime import date, datetime

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Price", "Barcode", "Share", "Gift", "Day", "At", "Code", "None"])
    book.active.append(
        [1299.0, 2900100001373, 0.1 + 0.2, True, date(2026, 5, 1), datetime(2026, 5, 1, 9), 42, None]
    )
    book.active["G2"].number_format = "00000"
    book.save(out)
    assert list(cells(read(out.getvalue()))[0].values()) == [
        "1299", "2900100001373", "0.3", "TRUE", "2026-05-01", "2026-05-01 09:00:00", "00042", "",
    ]  # fmt: skip


def test_a_workbook_that_would_unpack_to_too_much_is_refused(monkeypatch):
    bomb = workbook(["A"], ["x" * 30_000])
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 20_000)
    with pytest.raises(TableRefused, match="unpacks"):
        read(bomb)


NASTY = [
    "=1", "'=1", "''=1", "+1", "-2", "@x", "\tx", "'", "''", "'Tis", '"', 'a"b', "a\nb", "a\r\nb", "a\rb",
    "丝🌙", " a ", "_x000D_", "1,299.00", "#N/A", "=", "\x01", "ends\n",
]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_written_is_read_back_cell_by_cell(form):
    headers = ["Key", "=Cell", "Title zh"]
    rows = [[str(number), value, value] for number, value in enumerate(NASTY)]
    table = read(b"".join(tables.write(headers, rows, form)))
    assert table.headers == headers
    assert [list(row.cells.values()) for row in table.rows()] == rows


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), max_size=4))
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_any_text_is_read_back(form, texts):
    rows = [["x", text] for text in texts]
    table = read(b"".join(tables.write(["Key", "Cell"], rows, form)))
    assert [list(row.cells.values()) for row in table.rows()] == rows


@pytest.mark.parametrize(
    ("foreign", "read_as"), [("'Tis", "'Tis"), ("'=1", "=1"), ("''=1", "'=1"), ("'", "'")]
)
def test_one_apostrophe_is_taken_away_where_it_guards_something(foreign, read_as):
    assert cells(read(f"A,B\nx,{foreign}\n"))[0]["B"] == read_as


def test_no_cell_that_is_written_can_be_taken_for_a_formula():
    text = b"".join(tables.write(["A"], [[value] for value in NASTY])).decode("utf-8-sig")
    starts = {row[0][:1] for row in csv.reader(io.StringIO(text, newline="")) if row}
    assert starts & set("=+-@\t") == set()


def sheet_of(cells: str) -> bytes:
    """A workbook whose sheet says this of its rows, as no spreadsheet would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(["A"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            told = old.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                told = re.sub("<sheetData>.*</sheetData>", f"<sheetData>{cells}</sheetData>", told)
            new.writestr(name, told)
    return out.getvalue()


def test_a_workbook_whose_rows_lie_beyond_its_last_line_is_refused_at_once(monkeypatch):
    monkeypatch.setattr(workbooks, "MAX_LINES", 1000)
    text = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(TableRefused, match="damaged"):
        list(read(sheet_of(text.format(1) + text.format(99_999_999_999))).rows())


def test_half_a_sign_coded_in_a_workbook_is_no_half_sign_in_the_shop():
    told = cells(read(workbook(["A"], ["_xD83D__xDE00_ _xD83D_"])))
    assert told == [{"A": "\U0001f600 \ufffd"}]
