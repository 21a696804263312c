import pytest

from minishop.brand import palette


def test_the_house_can_be_read_by_day_and_by_night():
    assert palette.unreadable({}) == []


def test_black_on_white_is_21_to_1():
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_pale_words_are_found_in_their_scheme_only():
    found = palette.unreadable({"light": {"ink": "#EEEEEE"}})
    assert {(scheme, words) for scheme, words, _, _ in found} == {("light", "ink")}


def test_buttons_follow_the_accent_by_day():
    tokens = {"light": {"plum": "#234E52"}}
    assert palette.colour(tokens, "light", "fill") == "#234E52"
    assert palette.colour(tokens, "dark", "fill") == palette.defaults()["dark"]["fill"]


def test_colours_that_refer_to_each_other_are_none():
    tokens = {"light": {"ink": "var(--plum)", "plum": "var(--ink)"}}
    assert palette.colour(tokens, "light", "ink") == ""
    assert palette.unreadable(tokens) == []
