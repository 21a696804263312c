import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minishop.regions import parsing

#: Addresses as people paste them, of nobody who exists, each with the boxes it fills.
PASTED = json.loads(Path(__file__).with_name("pasted.json").read_text(encoding="utf-8"))
BOXES = ("name", "phone", "province", "city", "district", "street")


def test_fifty_and_more_are_listed():
    assert len({row["pasted"] for row in PASTED}) >= 50


@pytest.mark.parametrize("row", PASTED, ids=lambda row: row["pasted"][:24])
def test_what_people_paste_stands_in_its_boxes(row):
    assert parsing.sort(row["pasted"]) == {box: row[box] for box in BOXES if box in row}


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("\x00" * 10)
def test_whatever_is_pasted_is_sorted_without_a_word(text):
    assert set(parsing.sort(text)) <= set(BOXES)


PARTS = [
    "李雯",
    "13800138000",
    "浙江省杭州市",
    "西湖区",
    "北山街5号",
    "上海",
    "Wen Li",
    "Room 3",
    "县前街",
    " ",
    "，",
    "\n",
    "7",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_no_digit_is_lost(text):
    kept = "".join(parsing.sort(text).values())

    assert Counter(re.findall(r"\d", kept)) == Counter(re.findall(r"\d", unicodedata.normalize("NFKC", text)))
