import pytest

from minishop.events.models import Event
from minishop.states import IllegalMove
from orders.carriers.registry import NoSuchCarrier
from orders.fulfilment.leaving import NothingToSend, NotPaid
from orders.lifecycle import services as lifecycle
from orders.shipments import services as shipments
from orders.shipments.models import Shipment, TooMany
from tests import factories
from tests.orders.shipments.parcels import counted, pack, sent, to_send, withdraw

pytestmark = pytest.mark.django_db


def test_a_part_is_packed_and_the_rest_stays_to_be_packed():
    row = to_send(3)

    parcel = pack(row, 2)

    assert (parcel.state, parcel.lines.get().quantity) == ("packed", 2)
    assert counted(row) == ("open", 0)
    assert pack(row).lines.get().quantity == 1
    assert counted(row) == ("ready", 0)


def test_nothing_is_packed_twice():
    row = to_send(2)
    pack(row)

    for count in (None, 1):
        with pytest.raises(NothingToSend if count is None else TooMany):
            pack(row, count)

    assert Shipment.objects.count() == 1


@pytest.mark.parametrize("count", [4, -1])
def test_no_more_is_packed_than_there_is(count):
    row = to_send(3)

    with pytest.raises(TooMany) as refusal:
        pack(row, count)

    assert (refusal.value.wanted, refusal.value.left) == (count, 3)
    assert (Shipment.objects.count(), counted(row)) == (0, ("open", 0))


def test_pieces_of_another_order_are_not_packed():
    row, other = to_send(), to_send()

    with pytest.raises(TooMany):
        shipments.pack(fulfilment=row, pieces={other.lines.get().pk: 1})

    assert not Shipment.objects.exists()


def test_what_was_asked_back_is_not_packed():
    row = to_send(3)
    withdraw(row, 2)

    assert pack(row).lines.get().quantity == 1
    withdraw(row, 3)
    with pytest.raises(NothingToSend):
        pack(row)


def test_what_is_not_paid_or_to_be_collected_is_not_packed():
    with pytest.raises(NotPaid):
        pack(to_send(paid=False))
    with pytest.raises(IllegalMove):
        pack(factories.order().fulfilments.get())

    assert not Shipment.objects.exists()


def test_a_carrier_nobody_knows_packs_nothing():
    row = to_send()

    with pytest.raises(NoSuchCarrier):
        pack(row, carrier="pigeon")

    assert (Shipment.objects.count(), counted(row)) == (0, ("open", 0))


def test_an_unpacked_parcel_gives_its_pieces_back():
    row = to_send(2)
    parcel = pack(row)

    for _ in range(2):
        shipments.void(shipment=parcel)

    assert counted(row) == ("open", 0)
    assert pack(row).lines.get().quantity == 2
    assert Event.objects.filter(name="shipment.voided").count() == 1


def test_what_left_is_not_unpacked():
    row = to_send()
    parcel = sent(row)

    with pytest.raises(IllegalMove):
        shipments.void(shipment=parcel)

    assert counted(row) == ("shipped", 3)


def test_parcels_of_a_cancelled_order_are_unpacked():
    from minishop import events

    row = to_send()
    parcel = pack(row)

    lifecycle.cancel(order=row.order, refund=True)
    events.sweep()

    parcel.refresh_from_db()
    assert (parcel.state, counted(row)) == ("voided", ("cancelled", 0))
