import pytest

from minishop.brand import stylesheet


def test_a_brand_without_tokens_needs_no_stylesheet():
    assert stylesheet.write({}) == ""


def test_tokens_become_custom_properties_by_scheme():
    css = stylesheet.write({"light": {"plum": "#123456"}, "dark": {"plum": "#ABCDEF"}})
    assert "@layer tokens{:root{--plum:#123456}}" in css
    assert "prefers-color-scheme:dark" in css
    assert "--plum:#ABCDEF" in css


def test_letters_of_the_brand_become_its_serif():
    css = stylesheet.write({}, font_url="/media/x.woff2")
    assert '@font-face{font-family:"Brand Display";src:url("/media/x.woff2");font-display:swap}' in css
    assert '@layer tokens{:root{--serif:"Brand Display",' in css


@pytest.mark.parametrize(
    "tokens",
    [
        {"light": {"plum": "red;} body{display:none"}},
        {"light": {"plum": "url(/x)"}},
        {"light": {"Plum{}": "#fff"}},
        {"dusk": {"plum": "#fff"}},
        {"light": {"plum": 3}},
        ["plum"],
    ],
)
def test_a_token_that_is_not_plain_is_refused(tokens):
    with pytest.raises(ValueError):
        stylesheet.check(tokens)
