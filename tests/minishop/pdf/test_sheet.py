from datetime import UTC, datetime

import pypdfium2
import pytest

from minishop.brand import services as brands
from minishop.brand.models import Brand
from minishop.pdf import letters
from minishop.pdf.paper import LABEL, Paper
from minishop.pdf.sheet import Cell, Column, Sheet
from tests.minishop.pdf import drawn

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COLUMNS = [Column("Piece"), Column("Amount", 30, "right")]


@pytest.fixture(autouse=True)
def lune():
    """The demo's brand, without a look into the database."""
    brands.remember(Brand(pk=1, name="Lune & Loom", contact={"email": "care@example.com"}))
    yield
    brands.remember(None)


def sheet(title="Receipt", **told):
    return Sheet(title=title, made_at=AT, **told)


def receipt(rows=3):
    paper = sheet("收据", language="zh-hans")
    paper.head("收据", number="LL-7K2M", facts=[("下单", "2026年11月22日")])
    paper.table(COLUMNS, [[Cell(f"弧形小包 {n}", under="梅紫"), f"¥{n},280.00"] for n in range(rows)])
    paper.totals([("商品", "¥1,280.00"), ("合计", "¥1,280.00")])
    return paper.bytes()


def test_the_same_drawing_is_the_same_file():
    assert receipt() == receipt()


def test_a_file_names_its_title_its_language_its_brand_and_its_time():
    data = receipt()
    told = pypdfium2.PdfDocument(data).get_metadata_dict()
    assert (told["Title"], told["Author"]) == ("收据", "Lune & Loom")
    assert told["CreationDate"] == "D:20261122093000Z"
    assert b"/Lang (zh-hans)" in data


def test_both_scripts_can_be_read_from_it():
    assert "弧形小包 1\n梅紫" in drawn.words(receipt())
    assert "¥1,280.00" in drawn.words(receipt())


def test_it_carries_the_letters_it_uses_and_no_others():
    assert len(receipt()) < 40_000


def test_each_document_of_a_file_counts_its_own_pages():
    paper = sheet()
    for rows in (40, 1):
        paper.head("Slip", number=f"LL-{rows}")
        paper.table(COLUMNS, [[f"Piece {n}", "¥1.00"] for n in range(rows)])
    pages = drawn.pages(paper.bytes())
    assert [page.rstrip()[-5:] for page in pages] == ["1 / 2", "2 / 2", "1 / 1"]
    assert all("Piece" in page and "Amount" in page for page in pages)


def test_no_row_is_lost_where_a_page_ends():
    told = drawn.words(receipt(60))
    assert [n for n in range(60) if f"弧形小包 {n}\n" not in told] == []


def test_amounts_end_at_the_same_place():
    paper = sheet()
    paper.head("Receipt")
    paper.table(COLUMNS, [["One", "¥9.00"], ["Two", "¥12,345.00"]])
    page = pypdfium2.PdfDocument(paper.bytes())[0].get_textpage()
    ends = [page.get_rect(n)[2] for n in range(page.count_rects())]
    texts = [page.get_text_bounded(*page.get_rect(n)) for n in range(page.count_rects())]
    right = [round(end) for end, text in zip(ends, texts, strict=True) if text.startswith("¥")]
    assert len(right) == 2
    assert abs(right[0] - right[1]) <= 1


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("李雯 😀", "李雯 "),
        ("Ann\u202egnp.exe\u202c", "Anngnp.exe"),
        ("שלום", "□□□□"),
        ("نور", "□□□"),
        ("Zoe\u0301 Ångström", "Zoé Ångström"),
        ("\ud800broken", "broken"),
        ("👩\u200d👩\u200d👧 family", " family"),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("bell\x07\x00", "bell"),
        ("{nb}", "{nb}"),
        ("", ""),
    ],
)
def test_odd_letters_never_stop_a_document(typed, set_as):
    assert letters.clean(typed) == set_as
    paper = sheet(typed)
    paper.head(typed, number=typed, facts=[(typed, typed)])
    paper.blocks((typed, [typed]), ("To", [typed, typed]))
    paper.note(typed, typed)
    paper.table([Column(typed)], [[typed]])
    assert drawn.words(paper.bytes()).count("□") == set_as.count("□") * 12


def test_a_long_word_is_broken_and_a_long_row_shortened():
    paper = sheet()
    rows = paper.rows("W" * 400, 50, 10)
    assert len(rows) > 1
    assert "".join(rows) == "W" * 400
    assert all(letters.width(row, 10) <= 50 for row in rows)
    paper.head("Slip")
    paper.write(10, 10, "A very long name indeed", width=20)
    assert "A very lon…" in drawn.words(paper.bytes())


def test_chinese_is_broken_anywhere_but_before_a_stop():
    rows = sheet().rows("愿你被这世界温柔以待，也愿你始终自由。", 32, 10)
    assert len(rows) > 1
    assert not [row for row in rows if row[0] in "，。"]


def test_a_brand_without_a_drawn_logo_is_named():
    paper = sheet()
    paper.head("Receipt")
    assert "Lune & Loom" in drawn.words(paper.bytes())


def test_a_drawn_logo_stands_in_place_of_the_name():
    brands.remember(Brand(pk=1, name="Lune & Loom", sprite="img/logo.svg"))
    paper = sheet()
    paper.head("Receipt")
    data = paper.bytes()
    assert "Lune & Loom" not in drawn.words(data).split("\n")[0]
    logo = drawn.pictures(data)[0].crop((100, 80, 400, 140)).convert("L")
    assert logo.getextrema()[0] < 80


def test_codes_are_read_back_from_a_label():
    paper = Paper(title="Label", made_at=AT, size=LABEL)
    paper.page()
    paper.code128("SF1234567890123", 5, 5, 90, 20)
    paper.qr("K7M4Q2" * 3, 30, 40, 40)
    data = paper.bytes()
    assert drawn.sizes(data) == [(100, 150)]
    assert sorted(drawn.codes(data)) == sorted(["SF1234567890123", "K7M4Q2" * 3])
