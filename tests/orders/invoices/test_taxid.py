import pytest

from orders.invoices import taxid


@pytest.mark.parametrize(
    "number",
    ["91350100M000100Y43", "91440300708461136T", "440300708461136", "44030019800101123401"],
)
def test_numbers_that_can_be(number):
    assert taxid.is_right(number)


@pytest.mark.parametrize(
    "number",
    [
        "91350100M000100Y44",  # another check sign
        "91350100M000100Y4",
        "91350100I000100Y43",  # no I in any code
        "9135O100M000100Y43",
        "44030070846113",
        "4403007084611366",
        "４４０３００７０８４６１１３６",
        "",
    ],
)
def test_numbers_that_cannot_be(number):
    assert not taxid.is_right(number)


def test_a_number_may_come_with_blanks_and_small_letters():
    assert taxid.tidy(" 9135 0100-m000100y43 ") == "91350100M000100Y43"
