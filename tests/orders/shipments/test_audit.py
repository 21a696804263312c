"""Each row fires when one record is corrupted."""

import pytest

from orders.fulfilment import services as fulfilment
from tests import factories
from tests.corruption import corrupt, findings
from tests.orders.shipments.parcels import pack, sent, to_send

pytestmark = pytest.mark.django_db
ROWS = ("F1", "F2", "F3")


@pytest.fixture
def row():
    row = to_send(3)
    sent(row, 2)
    pack(row)
    fulfilment.hand_over(fulfilment=factories.order().fulfilments.get())
    assert [findings(code) for code in ROWS] == [[], [], []]
    return row


def test_pieces_that_left_in_no_parcel_are_found(row):
    corrupt("UPDATE orders_orderline SET sent = sent - 1 WHERE fulfilment_id = %s", row.pk)
    assert findings("F1")


def test_pieces_that_nobody_handed_over_are_found(row):
    other = factories.order().fulfilments.get()
    corrupt("UPDATE orders_orderline SET sent = 1 WHERE fulfilment_id = %s", other.pk)
    assert findings("F1")


def test_pieces_packed_twice_are_found(row):
    corrupt("UPDATE orders_shipmentline SET quantity = quantity + 1")
    assert findings("F2")


def test_pieces_of_another_order_in_a_parcel_are_found(row):
    corrupt("UPDATE orders_shipmentline SET line_id = %s", to_send().lines.get().pk)
    assert findings("F2")


def test_a_fulfilment_that_reads_as_sent_with_pieces_here_is_found(row):
    corrupt("UPDATE orders_fulfilment SET state = 'shipped' WHERE id = %s", row.pk)
    assert findings("F3")
