import pytest

from minishop.events.models import Event
from orders.orders.models import OrderLine
from orders.returns import services as returns
from orders.returns.models import Return, ReturnLine
from orders.returns_goods import services as goods
from orders.tenders.models import TenderRefund
from tests import factories
from tests.corruption import corrupt, drop_constraint, findings
from tests.orders.returns import asking

pytestmark = pytest.mark.django_db
ROWS = ("R1", "R2", "R3", "P3.pieces", "A1.returns", "O3")


@pytest.fixture(autouse=True)
def order():
    """A piece that came back and is paid for, and another that somebody has still to decide about."""
    order = asking.sent(pieces=3)
    row, pieces = asking.ask(order), {asking.line(order).pk: (1, "shelf")}
    goods.receive(request=row, pieces=pieces, actor=factories.staff("admin"))
    asking.ask(order, 1, reason="faulty", photos=[asking.picture()], kind="refund", back="")
    assert [findings(code) for code in ROWS] == [[]] * len(ROWS)
    return order


@pytest.mark.parametrize("column", ["claimed", "withdrawn", "returned"])
def test_R1_fires_when_a_line_counts_otherwise(order, column):
    drop_constraint("orders_orderline", "order_line_sent_once")
    OrderLine.objects.filter(order=order).update(**{column: 3})

    assert [row["id"] for row in findings("R1")] == [asking.line(order).pk]


def test_R1_fires_when_a_return_falls_and_its_pieces_stay_claimed():
    Return.objects.filter(state="asked").update(state="refused")

    assert len(findings("R1")) == 1


def test_R2_fires_when_something_else_went_back_than_was_agreed():
    TenderRefund.objects.update(amount=200)

    assert [(row["agreed_amount"], row["given"]) for row in findings("R2")] == [(238, 200)]


def test_R2_fires_when_money_went_back_for_what_was_refused():
    corrupt("UPDATE orders_return SET state = 'refused' WHERE state = 'refunding'")

    assert [row["state"] for row in findings("R2")] == ["refused"]


def test_R2_fires_when_an_exchange_was_paid_with_less(order):
    row = asking.ask(order, kind="exchange", instead=asking.another(order))
    row = goods.receive(
        request=row, pieces={asking.line(order).pk: (1, "shelf")}, actor=factories.staff("admin")
    )
    assert findings("R2") == []
    row.replacement.tenders.update(amount=200)

    assert [found["number"] for found in findings("R2")] == [row.number]


def test_R3_fires_when_more_is_claimed_than_was_paid():
    ReturnLine.objects.filter(of__state="asked").update(amount=500, delivery_amount=0)

    assert len(findings("R3")) == 1


def test_P3_fires_when_more_came_back_than_left(order):
    drop_constraint("orders_orderline", "order_line_returned_once")
    OrderLine.objects.filter(order=order).update(returned=4)

    assert [row["returned"] for row in findings("P3.pieces")] == [4]


def test_A1_fires_when_a_return_is_agreed_by_nobody():
    Return.objects.filter(state="refunding").update(is_automatic=False)

    assert len(findings("A1.returns")) == 1


def test_A1_fires_when_the_trail_names_another(order):
    row = returns.agree(request=Return.objects.get(state="asked"), actor=factories.staff("admin"))
    assert findings("A1.returns") == []
    Return.objects.filter(pk=row.pk).update(agreed_by=factories.staff("admin"))

    assert [found["number"] for found in findings("A1.returns")] == [row.number]


def test_O3_fires_when_a_return_went_a_way_there_is_not():
    corrupt("UPDATE orders_return SET state = 'sent' WHERE state = 'refunding'")
    moved = Event.objects.filter(name="return.refunding").get()
    assert [row["subject"] for row in findings("O3")] == [moved.subject]
