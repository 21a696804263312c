"""Nobody's personal data is in the log."""

import pytest

from minishop.logs import HIDDEN, hide_personal_data


@pytest.mark.parametrize("name", ["email", "user_phone", "address", "code", "access_token", "password"])
def test_a_value_under_a_personal_name_is_hidden(name):
    assert hide_personal_data(None, "", {name: "anything"}) == {name: HIDDEN}


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("sent to wen.li+shop@example.com today", f"sent to {HIDDEN} today"),
        ("called +8613800138000", f"called {HIDDEN}"),
        (
            "DETAIL: Key (phone)=(13800138000) exists",
            f"DETAIL: Key (phone)=({HIDDEN}) exists",
        ),
        ("order LL-7Q2M-9XK4 paid 238.00 CNY", "order LL-7Q2M-9XK4 paid 238.00 CNY"),
    ],
)
def test_addresses_and_numbers_inside_a_sentence_are_hidden(said, left):
    assert hide_personal_data(None, "", {"event": said})["event"] == left
