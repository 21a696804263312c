import pytest

from minishop import events
from minishop.states import IllegalMove
from orders.fulfilment.models import ShippingAddress
from orders.orders.models import Adjustment, Allocation
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns_goods import services as goods
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from orders.stock.models import OutOfStock, StockItem
from orders.tenders import services as tenders
from tests import factories
from tests.corruption import findings
from tests.orders.returns import asking
from tests.orders.returns.asking import another, ask, counters, sent, shelf, untouched

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return factories.staff("admin")


def books(variant) -> tuple[int, int]:
    return StockItem.objects.values_list("on_hand", "reserved").get(variant=variant)


def exchanged(order, clerk, quantity=1, came=None) -> Return:
    """The other pieces are ordered, those that were bought being back."""
    row = ask(order, quantity, kind="exchange", instead=another(order))
    if row.state == "asked":
        row = returns.agree(request=row, actor=clerk)
    pieces = {asking.line(order).pk: (came or quantity, "shelf")}
    return goods.receive(request=row, pieces=pieces, actor=clerk)


def test_agreed_the_others_are_held_until_the_pieces_are_back():
    order = sent(pieces=1)
    other = another(order)

    row = ask(order, kind="exchange", instead=other)

    assert (row.state, row.is_automatic, row.amount) == ("awaited", True, 238)
    assert (books(other), row.replacement) == ((2, 1), None)


def test_the_replacement_is_ordered_and_paid_with_what_was_paid(clerk):
    order = sent(pieces=1, street="88 Huaihai Road", email="wen@moon.example")

    row = exchanged(order, clerk)

    made = row.replacement
    assert (row.state, made.state, made.payment_state, made.total) == ("replacing", "open", "paid", 238)
    assert (made.contact_email, made.contact_phone) == (order.contact_email, order.contact_phone)
    assert (made.language, made.user) == (order.language, order.user)
    new, old = asking.line(made), asking.line(order)
    assert (new.variant, new.unit_price, new.fulfilment.state) == (row.lines.get().instead, 238, "open")
    assert (new.fulfilment.way, new.fulfilment.store) == (old.fulfilment.way, old.fulfilment.store)
    assert ShippingAddress.objects.get(fulfilment=new.fulfilment).street == "88 Huaihai Road"
    assert (books(new.variant), shelf(order), asking.back()) == ((1, 0), 5, [])
    assert tenders.refundable(order) == 12
    assert [findings(code) for code in ("O1", "O2", "P1", "R2", "S1", "S2")] == [[]] * 6


def test_it_is_done_once_the_replacement_arrived(clerk):
    row = exchanged(sent(pieces=1), clerk)
    shipments.send(fulfilment=row.replacement.fulfilments.get(), carrier="SF", tracking="SF2")
    events.sweep()
    row.refresh_from_db()
    assert row.state == "replacing"

    shipments.deliver(shipment=Shipment.objects.get(fulfilment__order=row.replacement))
    events.sweep()

    row.refresh_from_db()
    assert row.state == "done"


def test_what_was_reduced_stays_reduced(clerk):
    order = sent(pieces=2)
    off = Adjustment.objects.create(order=order, code="coupon", label="Off", amount=-1)
    Allocation.objects.create(adjustment=off, line=asking.line(order), amount=-1)

    made = exchanged(order, clerk, 2).replacement

    assert (made.goods_total, made.discount_total, made.total) == (476, 1, 475)
    assert made.pk not in [row["id"] for row in findings("O1")]


def test_returning_the_replacement_refunds_by_what_was_paid_first(clerk):
    made = exchanged(sent(pieces=1), clerk).replacement

    row = asking.ask_before(made)
    asking.money_arrives()

    row.refresh_from_db()
    made.refresh_from_db()
    assert (row.state, asking.back()) == ("done", [238])
    assert (made.state, made.payment_state) == ("cancelled", "refunded")


def test_fewer_that_came_are_fewer_that_are_sent(clerk):
    order = sent(pieces=2)

    row = exchanged(order, clerk, 2, came=1)

    made = asking.line(row.replacement)
    assert (made.quantity, made.amount, books(made.variant)) == (1, 238, (1, 0))
    assert counters(order) == (2, 0, 1, 1)


def test_before_leaving_the_others_are_sent_instead():
    order = factories.order(way="ship", pieces=1)
    other = another(order)

    row = asking.ask_before(order, kind="exchange", instead=other)

    order.refresh_from_db()
    assert (row.state, row.replacement.total, order.state) == ("replacing", 238, "cancelled")
    assert (shelf(order), books(other)) == (5, (1, 0))


def test_another_house_sends_what_the_first_has_none_of(clerk):
    order, far = sent(pieces=1), factories.store()
    other = factories.variant(product=asking.line(order).variant.product, stock={far: 1})

    row = ask(order, kind="exchange", instead=other)
    row = goods.receive(request=row, pieces={asking.line(order).pk: (1, "shelf")}, actor=clerk)

    assert row.replacement.fulfilments.get().store == far


@pytest.mark.parametrize("limit", [0, 300])
def test_what_is_sold_out_is_told_at_once(settings, limit):
    settings.RETURN_AUTO_LIMIT = limit
    order = sent(pieces=1)
    other = another(order, pieces=0)
    before = untouched(order)

    with pytest.raises(OutOfStock):
        ask(order, kind="exchange", instead=other)
    assert untouched(order) == before


def test_gone_meanwhile_staff_are_told_and_give_the_money_instead(settings, clerk):
    asking.decided_by_hand(settings)
    order = sent(pieces=1)
    other = another(order, pieces=1)
    row = ask(order, kind="exchange", instead=other)
    StockItem.objects.filter(variant=other).update(on_hand=0)
    before = untouched(order)
    with pytest.raises(OutOfStock):
        returns.agree(request=row, actor=clerk)
    assert untouched(order) == before

    row = goods.refund_instead(request=row, actor=clerk)
    row = returns.agree(request=row, actor=clerk)
    row = goods.receive(request=row, pieces={asking.line(order).pk: (1, "shelf")}, actor=clerk)

    assert (row.kind, row.state, asking.back()) == ("return", "refunding", [238])


def test_money_instead_of_what_was_held_frees_it(clerk):
    order = sent(pieces=1)
    other = another(order)
    row = ask(order, kind="exchange", instead=other)

    row = goods.refund_instead(request=row, actor=clerk)

    assert (row.state, row.agreed_amount, books(other)) == ("awaited", 238, (2, 0))


def test_once_the_replacement_is_ordered_there_is_no_money_instead(clerk):
    order = sent(pieces=1)
    row = exchanged(order, clerk)
    before = untouched(order)

    with pytest.raises(IllegalMove):
        goods.refund_instead(request=row, actor=clerk)
    assert untouched(order) == before


def test_what_is_withdrawn_or_refused_frees_what_was_held():
    order = sent(pieces=1)
    other = another(order)
    row = ask(order, kind="exchange", instead=other)
    assert books(other) == (2, 1)

    returns.withdraw(request=row)

    assert (books(other), counters(order)) == ((2, 0), (1, 0, 0, 0))


@pytest.mark.parametrize("told", [{"price": 999}, {"price": 237}, {"is_on_sale": False}])
def test_what_costs_otherwise_or_is_not_sold_is_not_to_be_had_instead(told):
    order = sent(pieces=1)
    wanted, before = another(order, **told), untouched(order)

    with pytest.raises(returns.NotReturnable) as refusal:
        ask(order, kind="exchange", instead=wanted)

    assert (refusal.value.why, untouched(order)) == ("instead", before)


def test_money_instead_is_no_way_round_the_second_person(settings, clerk):
    asking.decided_by_hand(settings)
    settings.REFUND_SECOND_ABOVE = 478
    order = sent(pieces=2)
    told = {"reason": "wrong", "source": "staff"}
    returns.agree(request=ask(order, **told | {"reason": "changed_mind"}), actor=clerk)
    row = returns.agree(request=ask(order, kind="exchange", instead=another(order), **told), actor=clerk)

    row = goods.refund_instead(request=row, actor=clerk)

    assert (row.state, row.amount, row.agreed_amount) == ("awaited", 244, 240)
