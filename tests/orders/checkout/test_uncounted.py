"""A piece whose stock nobody counts, from the bag to the books."""

import pytest

from minishop import audit, events
from orders.stock.models import Reservation, StockItem, StockMovement
from payments.attempts import services as attempts
from payments.gateways.base import Snapshot, Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("way", ["ship", "pickup"])
def test_an_uncounted_piece_is_sold_without_a_row_of_stock(way):
    house = factories.store()
    factories.zone()
    engraving = factories.variant(is_stock_tracked=False, price=80)
    line = (engraving, 40, house) if way == "pickup" else (engraving, 40)

    order = factories.place(factories.cart(line))
    payment = factories.payment(order, state="created")
    attempts.record(payment, Snapshot(payment.number, Status.PAID, order.money))
    events.sweep()

    order.refresh_from_db()
    assert (order.payment_state, order.fulfilments.get().state) == ("paid", "open")
    assert order.lines.get().quantity == 40
    for rows in (StockItem, StockMovement, Reservation):
        assert not rows.objects.exists()
    found = {result.row.code: result.findings for result in audit.run() if not result.is_clean}
    assert found == {}
