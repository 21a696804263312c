"""Every row of the audit has a test that breaks a record and sees it fire."""

import re

import pytest

from minishop import audit
from tests import house

#: How a test looks at one row after it broke something.
LOOKED_AT = re.compile(r'(?:findings|found|audit\.run)\("([A-Z]\d+(?:\.\w+)?)"\)')
#: A line that only asserts that nothing was found.
CLEAN = re.compile(r"== (?:\[\]|0$)|assert not .*findings|assert (?!not ).*is_clean")
EXPECTED = {
    "S1", "S2", "S3", "O1", "O2", "O3", "O4", "P1", "P2", "P3", "P4", "P5", "L1", "L2", "L4",
    "Q1", "J1", "A1", "M1", "D1",
}  # fmt: skip


def seen_firing(lines: list[str]) -> set[str]:
    return {code for line in lines if not CLEAN.search(line) for code in LOOKED_AT.findall(line)}


@pytest.fixture(scope="module")
def fired() -> set[str]:
    texts = [(house.ROOT / path).read_text() for path in house.modules("tests")]
    return {code for text in texts for code in seen_firing(text.splitlines())}


@pytest.mark.parametrize("code", [code for code, _ in audit.rows])
def test_a_row_has_a_test_that_sees_it_fire(code, fired):
    assert code in fired


@pytest.mark.parametrize(
    "line",
    [
        'assert findings("Z9") == []',
        'assert findings("Z9") + findings("Z8") == []',
        'assert not findings("Z9")',
        'assert not audit.run("Z9")[0].findings',
        'assert audit.run("Z9")[0].is_clean',
    ],
)
def test_a_test_that_finds_nothing_is_none(line):
    assert seen_firing([line]) == set()


def test_every_invariant_there_is_data_for_has_a_row():
    assert {code for code, _ in audit.rows} >= EXPECTED


def test_a_row_says_what_holds():
    assert [row.code for _, row in audit.rows if len(row.what.split()) < 4] == []
