import pytest

from minishop import events
from minishop.events.models import Event
from orders.carriers.sandbox.models import SandboxParcel
from orders.shipments import booking
from orders.shipments import services as shipments
from orders.shipments.models import Shipment, shelf
from tests.orders.shipments.parcels import pack, to_send

pytestmark = pytest.mark.django_db


def booked(street: str = "88 Huaihai Road", **fields) -> Shipment:
    parcel = pack(to_send(street=street), carrier="sandbox", **fields)
    return booking.book(shipment=parcel)


def test_a_label_is_asked_for_and_stored_where_only_staff_come():
    parcel = booked(service="express")

    assert (parcel.booking, parcel.failure, parcel.price) == ("booked", "", 23)
    assert parcel.tracking_number.startswith("MP")
    assert shelf().open(parcel.label.name).read()[:5] == b"%PDF-"
    assert parcel.number not in parcel.label.name


def test_a_label_is_asked_for_once():
    parcel = booked()

    assert booking.book(shipment=parcel).tracking_number == parcel.tracking_number
    assert SandboxParcel.objects.count() == 1
    assert Event.objects.filter(name="shipment.booked").count() == 1


def test_a_refused_address_is_told_to_staff_and_may_be_asked_again():
    parcel = booked(street="1 Nowhere Lane")

    assert (parcel.booking, parcel.tracking_number, parcel.label.name) == ("failed", "", "")
    assert "address_refused" in parcel.failure
    parcel.fulfilment.address.__class__.objects.update(street="88 Huaihai Road")
    again = booking.book(shipment=parcel)
    assert (again.booking, again.failure, again.number) == ("booked", "", parcel.number)


def test_after_a_time_out_the_same_number_finds_the_same_parcel():
    parcel = booked(street="7 Timeout Road")
    assert (parcel.booking, "timeout" in parcel.failure) == ("failed", True)
    known = SandboxParcel.objects.get()

    assert booking.book(shipment=parcel).tracking_number == known.tracking
    assert SandboxParcel.objects.get() == known


def test_an_unpacked_parcel_is_taken_back_at_its_carrier():
    parcel = booked()
    shipments.void(shipment=parcel)
    events.sweep()

    assert SandboxParcel.objects.get().is_void


def test_a_label_that_comes_after_unpacking_is_taken_back(monkeypatch):
    """The carrier answers while somebody unpacks the parcel."""
    parcel = pack(to_send(), carrier="sandbox")
    stored = booking._stored

    def slowly(row, label):
        shipments.void(shipment=row)
        return stored(row, label)

    monkeypatch.setattr(booking, "_stored", slowly)
    assert booking.book(shipment=parcel).booking == "booked"
    assert SandboxParcel.objects.get().is_void


def test_a_label_whose_message_was_lost_is_asked_for_by_the_sweep():
    parcel = pack(to_send(), carrier="sandbox")
    Shipment.objects.update(created_at="2026-01-01T00:00Z")

    assert booking.book_waiting() == 1
    parcel.refresh_from_db()
    assert parcel.booking == "booked"


def test_a_carrier_by_hand_is_asked_for_no_label():
    parcel = booking.book(shipment=pack(to_send()))

    assert (parcel.booking, parcel.label.name) == ("none", "")
