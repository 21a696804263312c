"""Nothing personal is held that can't be copied, erased and found by the audit."""

import pytest

from minishop.privacy import ACCOUNT, holdings, in_order

HOLDINGS = [pytest.param(name, holding, id=name) for name, holding in holdings]


@pytest.mark.parametrize(("name", "holding"), HOLDINGS)
def test_a_holding_is_erased_or_says_why_it_stays(name, holding):
    assert holding.erase or str(holding.stays), f"{name} has neither `erase` nor `stays`"


@pytest.mark.parametrize(("name", "holding"), HOLDINGS)
def test_a_holding_says_what_why_and_until_when(name, holding):
    assert all(str(words) for words in (holding.title, holding.what, holding.why, holding.kept))


def test_the_account_is_erased_when_all_that_is_found_by_its_phone_and_mail_is_gone():
    assert [name for name, _holding in in_order()][-1] == ACCOUNT


def test_the_known_holdings_are_there():
    known = {
        ACCOUNT,
        "codes",
        "alerts",
        "orders",
        "bag",
        "messages",
        "sessions",
        "notes",
        "consents",
        "copies",
    }
    assert known | {"consents", "copies"} <= {name for name, _holding in holdings}
