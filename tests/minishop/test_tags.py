from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from minishop.money import Money
from minishop.templatetags import shop


def test_a_whole_price_has_no_decimals():
    assert shop.price(Decimal("3680.000")) == '<data class="price" value="3680"><i>¥</i>3,680</data>'


def test_a_price_with_cents_shows_two():
    assert shop.price(Decimal("57.8")) == '<data class="price" value="57.8"><i>¥</i>57.80</data>'


def test_a_column_with_cents_shows_them_everywhere():
    assert "80.00" in shop.price(Decimal("80"), cents=True)


def test_things_in_a_row_are_joined_as_the_language_joins_them():
    assert shop.list_words(["Wukang Road", "Taikoo Li"]) == "Wukang Road, Taikoo Li"
    with override("zh-hans"):
        assert shop.list_words(["武康路", "太古里"]) == "武康路、太古里"


def test_a_reduction_carries_a_true_minus():
    assert shop.price(Decimal("-80")).startswith("−<data")
    assert shop.money(Decimal("-80")) == "−¥80"


def test_money_brings_its_own_currency():
    assert shop.money(Money(Decimal("12.50"), "GBP")) == "£12.50"


def test_a_price_escapes_what_it_is_given():
    assert "<b>" not in shop.price(Decimal(1), currency="<b>")


def test_an_icon_is_hidden_from_screen_readers():
    assert shop.icon("bag", "sm").startswith('<svg class="i sm" aria-hidden="true">')


class Photograph(SimpleNamespace):
    def url(self, width: int, shape: str = "portrait") -> str:
        return f"/media/{shape}-{width}.webp"

    def srcset(self, shape: str = "portrait") -> str:
        if shape.endswith("-avif") and not self.is_slim:
            return ""
        return f"/media/{shape}-480.webp 480w, /media/{shape}-960.webp 960w"


@pytest.fixture
def photograph() -> Photograph:
    return Photograph(
        is_slim=False, width=1200, height=1600, colour="#d8c9b6", t=SimpleNamespace(alt="Plum bag")
    )


def test_a_picture_has_its_size_its_colour_and_its_words(photograph):
    html = shop.picture(photograph, 480, sizes="50vw")
    assert 'fill="#d8c9b6"' in html
    assert 'width="480" height="600"' in html
    assert 'alt="Plum bag"' in html
    assert 'loading="lazy"' in html
    assert "style=" not in html


def test_a_whole_picture_keeps_its_proportions(photograph):
    assert 'width="480" height="640"' in shop.picture(photograph, 480, shape="whole")


def test_the_first_picture_is_fetched_at_once(photograph):
    html = shop.picture(photograph, 960, eager=True, alt="")
    assert 'fetchpriority="high"' in html
    assert 'alt=""' in html
    assert "lazy" not in html


def test_until_its_avif_is_made_the_image_stands_alone(photograph):
    assert "<picture>" not in shop.picture(photograph, 480)


def test_once_made_avif_is_offered_first_at_the_same_sizes(photograph):
    photograph.is_slim = True
    html = shop.picture(photograph, 480, sizes="50vw")
    source, image = html[html.index("<source") :].split("<img")
    assert 'type="image/avif" srcset="/media/portrait-avif-480' in source
    assert 'sizes="50vw"' in source
    assert 'srcset="/media/portrait-480.webp 480w' in image


@pytest.mark.parametrize(("is_slim", "kind"), [(True, "avif"), (False, "webp")])
def test_the_head_asks_for_what_the_first_picture_will_choose(photograph, is_slim, kind):
    photograph.is_slim = is_slim
    html = shop.preload(photograph, "100vw")
    assert f'type="image/{kind}"' in html
    assert 'imagesizes="100vw"' in html
    assert photograph.srcset("portrait-avif" if is_slim else "portrait") in html


def test_no_picture_leaves_the_frame_empty():
    assert shop.picture(None) == ""


@pytest.mark.parametrize(
    ("path", "tab"), [("products/one/", "shop"), ("orders/", "me"), ("me/devices/", "me"), ("checkout/", "")]
)
def test_the_tab_bar_knows_where_a_page_belongs(path, tab):
    request = RequestFactory().get("/")
    request.resolver_match = resolve(f"/{path}")
    here = Template("{% load shop %}{% tab_here as tab %}{{ tab }}").render(Context({"request": request}))
    assert here == tab
