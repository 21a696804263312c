"""The parts of a line always sum to what was agreed for it, whatever is asked, refused and asked again."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orders.orders.models import Adjustment, Allocation, Order
from orders.returns import amounts
from orders.returns import services as returns
from orders.returns.amounts import Claims
from orders.returns_goods import services as goods
from tests import factories
from tests.orders.returns import asking

CENT = Decimal("0.01")


@st.composite
def lines(draw):
    """A price in cents, a number of pieces, a reduction, and what is asked for and refused in turn."""
    price, of = draw(st.integers(0, 100_000)), draw(st.integers(1, 12))
    less = draw(st.integers(0, price * of))
    steps = st.lists(st.tuples(st.integers(1, of), st.booleans(), st.integers(0, 20)), max_size=12)
    return price * CENT, of, price * of * CENT - less * CENT, draw(steps)


def take(standing, of, wanted, whole, price):
    claims = Claims(sum(n for n, _ in standing), sum((given for _, given in standing), Decimal(0)))
    wanted = min(wanted, of - claims.pieces)
    if wanted:
        part = amounts.part(whole, of, wanted, claims=claims, currency="CNY", most_each=price)
        assert 0 <= part <= wanted * price
        assert part == part.quantize(CENT)
        standing.append((wanted, part))


#: A busy machine draws slowly; what is drawn is small.
BUSY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@BUSY
@given(lines())
def test_any_sequence_of_claims_sums_exactly_and_never_above(told):
    price, of, whole, steps = told
    standing: list[tuple[int, Decimal]] = []
    for wanted, falls, which in steps:
        if falls and standing:
            standing.pop(which % len(standing))
        else:
            take(standing, of, wanted, whole, price)
        assert sum((given for _, given in standing), Decimal(0)) <= whole
    take(standing, of, of, whole, price)
    assert sum(n for n, _ in standing) == of
    assert sum((given for _, given in standing), Decimal(0)) == whole


@BUSY
@given(lines())
def test_one_by_one_no_two_pieces_differ_by_more_than_a_cent(told):
    price, of, whole, _steps = told
    standing: list[tuple[int, Decimal]] = []
    for _ in range(of):
        take(standing, of, 1, whole, price)
    parts = [given for _, given in standing]
    assert max(parts) - min(parts) <= CENT


def reduced(order: Order, by: str) -> None:
    """The order's line was ¥`by` cheaper, after all."""
    row = Adjustment.objects.create(order=order, code="coupon", label="Off", amount=-Decimal(by))
    Allocation.objects.create(adjustment=row, line=asking.line(order), amount=-Decimal(by))


@pytest.mark.django_db
def test_a_line_comes_back_in_thirds_that_sum_to_what_was_paid(settings):
    asking.decided_by_hand(settings)
    order = asking.sent(pieces=3)
    reduced(order, "14")  # 3 × 238 − 14 = 700

    asked = [asking.ask(order) for _ in range(3)]

    assert [row.amount for row in asked] == [Decimal(a) for a in ("233.33", "233.34", "233.33")]
    assert sum(row.delivery_amount for row in asked) == 0


@pytest.mark.django_db
def test_what_was_refused_is_to_be_had_again(settings):
    asking.decided_by_hand(settings)
    order = asking.sent(pieces=3)
    reduced(order, "14")
    first, _second = asking.ask(order), asking.ask(order)
    returns.refuse(request=first, answer="Worn", actor=factories.staff("admin"))

    assert asking.ask(order, 2).amount == Decimal("466.66")


@pytest.mark.django_db
def test_delivery_goes_back_by_pieces_when_we_are_to_blame_and_to_the_cent(settings):
    asking.decided_by_hand(settings)
    order = asking.sent(pieces=2)  # delivery was 12
    order.refresh_from_db()

    mind = asking.ask(order)
    fault = asking.ask(order, reason="faulty", photos=[asking.picture()])

    assert (mind.amount, mind.delivery_amount) == (238, 0)
    assert (fault.amount, fault.delivery_amount) == (244, 6)


@pytest.mark.django_db
def test_before_they_left_all_that_was_paid_goes_back():
    order = factories.order(way="ship", pieces=1)

    assert asking.ask_before(order).amount == order.total == 250


@pytest.mark.django_db
def test_the_quote_is_what_is_asked(settings):
    asking.decided_by_hand(settings)
    order = factories.order(way="ship", pieces=2)
    piece = returns.Piece(asking.line(order), 1)

    quote = returns.quote(order, [piece], "refund", "changed_mind")

    assert (quote.goods, quote.delivery, quote.amount) == (238, 6, 244)
    assert asking.ask_before(order).amount == quote.amount


@pytest.mark.django_db
def test_fewer_pieces_bring_less(settings):
    order = asking.sent(pieces=2)
    row = returns.agree(request=asking.ask(order, 2), actor=factories.staff("admin"))

    goods.receive(request=row, pieces={asking.line(order).pk: (1, "shelf")}, actor=factories.staff("admin"))

    row.refresh_from_db()
    assert (row.amount, row.agreed_amount) == (238, 238)
    assert asking.back() == [238]
