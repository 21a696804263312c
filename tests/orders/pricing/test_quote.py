from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from orders.pricing import services as pricing
from orders.pricing.values import Asked, Change, Piece

ASKED = Asked(currency="CNY")


def piece(key, price, quantity=1, is_sent=False):
    return Piece(key, 1, quantity, Decimal(price), is_sent, grams=28)


def quoted(*pieces, steps=()):
    return pricing.quote(pieces=pieces, asked=ASKED, through=steps)


def off(amount, code="member"):
    return lambda draft: [Change(code, "Off", Decimal(amount), tuple(p.key for p in draft.pieces))]


def test_a_reduction_is_shared_by_the_lines_to_the_last_cent():
    quote = quoted(piece("a", "10"), piece("b", "10"), piece("c", "10"), steps=[off("-10")])

    shares = [share.amount for share in quote.adjustments[0].shares]
    assert shares == [Decimal("-3.34"), Decimal("-3.33"), Decimal("-3.33")]
    assert (quote.discount_total, quote.total) == (10, 20)


def test_steps_see_what_earlier_ones_left():
    def half(draft):
        return [Change("half", "Half", -draft.left("a") / 2, ("a",))]

    quote = quoted(piece("a", "100"), steps=[off("-20"), half])

    assert quote.total == 40


def test_no_reduction_makes_a_line_cost_less_than_nothing():
    quote = quoted(piece("a", "30"), steps=[off("-20"), off("-20", "coupon")])

    assert (quote.total, quote.discount_total) == (0, 30)


def test_the_tax_is_inside_the_total():
    assert quoted(piece("a", "113")).tax_included == 13


def test_the_digest_names_the_agreement_whatever_the_order_of_lines():
    a, b = piece("a", "10"), piece("b", "20.00")

    one, two = (quoted(*pair).digest for pair in ((a, b), (b, a)))
    other = quoted(a, piece("b", "20.01")).digest

    assert one == two != other


@given(
    prices=st.lists(st.decimals(0, 5000, places=2), min_size=1, max_size=6),
    cuts=st.lists(st.decimals(-3000, 0, places=2), max_size=4),
)
def test_parts_always_sum_to_the_whole(prices, cuts):
    quote = quoted(
        *(piece(str(i), price) for i, price in enumerate(prices)),
        steps=[off(cut, f"cut {i}") for i, cut in enumerate(cuts)],
    )

    assert quote.total == quote.goods_total - quote.discount_total + quote.shipping_total >= 0
    for adjustment in quote.adjustments:
        assert sum(share.amount for share in adjustment.shares) == adjustment.amount
    for one in quote.pieces:
        taken = sum(s.amount for a in quote.adjustments for s in a.shares if s.key == one.key)
        assert one.amount + taken >= 0
