import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from minishop.regions import parsing, places

#: Addresses as people paste them, of nobody who exists, each with the boxes it fills.
PASTED = json.loads(Path(__file__).with_name("pasted.json").read_text(encoding="utf-8"))
BOXES = ("name", "phone", "province", "city", "district", "street")


def test_a_hundred_are_listed():
    assert len({row["pasted"] for row in PASTED}) >= 100


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


#: Words that may go, for the boxes say them already.
GO = [
    "收货人：",
    "手机号码：",
    "详细地址：",
    "【收件人】",
    "女士",
    "（收）",
    "中国",
    "，",
    "\n",
    " ",
    "-",
    "【",
    "】",
    "😀",
]
PLACES = {
    "浙江省": "Zhejiang",
    "杭州市": "杭州市",
    "西湖区": "西湖区",
    "上海": "Shanghai",
    "浦东新区": "浦东新区",
}
STAY = [
    "李雯",
    "李雯",
    "欧阳娜娜",
    "北山街5号",
    "县前街",
    "转8012",
    "Wen Li",
    "Room 3",
    "13800138000",
    "13900139000",
]
#: Of other scripts too; in Latin letters one may hit upon a province.
LETTERS = st.text(st.characters(min_codepoint=0xA0, categories=["L", "N"]), max_size=6)
GONE = set("".join([*GO, *PLACES]))


def letters(text):
    """How often each letter and digit stands there, without those of words that may go."""
    plain = unicodedata.normalize("NFKC", text)
    return Counter(sign for sign in plain if unicodedata.category(sign)[0] in "LN" and sign not in GONE)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.sampled_from([*GO, *PLACES, *STAY]), LETTERS), max_size=14).map("".join))
@example("李雯 13800138000\n北山街5号李雯\n县前街7号李雯")
@example("收货人：李雯\n李雯 浙江省杭州市西湖区北山街5号 李雯")
@example("李雯13800138000 नमस्ते 浙江省杭州市西湖区")
def test_no_letter_is_lost(text):
    kept = parsing.sort(text)
    said = {box: places.provinces().get(words, words) for box, words in kept.items()}

    lost = letters(text) - letters(" ".join(said.values()))
    assert lost <= letters(said.get("name", "")), "only the name may go, where it stands a second time"


def test_what_may_go_goes():
    kept = parsing.sort(
        "收货人：李雯女士\n手机号码：13800138000\n详细地址：中国浙江省杭州市西湖区北山街5号😀"
    )

    assert "".join(kept.values()) == "李雯13800138000Zhejiang杭州市西湖区北山街5号"
