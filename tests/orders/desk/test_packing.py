import pytest
from django.test import Client
from django.urls import reverse

from orders.shipments.models import Shipment
from tests import factories
from tests.orders.shipments.parcels import pack, to_send

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.staff("admin"))
    return client


def packing(row) -> str:
    return reverse("admin:orders_fulfilment_do", args=[row.pk, "pack"])


def test_staff_see_what_each_carrier_asks_and_pack_a_part(desk):
    row = to_send(3)
    line = row.lines.get()

    shown = desk.get(packing(row)).content.decode()
    for words in ("how many of 3", "¥12", "Express", "¥23"):
        assert words in shown
    told = {f"line-{line.pk}": 2, "option": "sandbox:express"}
    page = desk.post(packing(row), told, follow=True).content.decode()

    parcel = Shipment.objects.get()
    assert (parcel.lines.get().quantity, parcel.booking, parcel.service) == (2, "booked", "express")
    assert parcel.tracking_number in page


def test_a_carrier_that_refuses_says_why_and_by_hand_it_goes(desk):
    row = to_send(1, street="1 Nowhere Lane")

    assert "address_refused" in desk.get(packing(row)).content.decode()
    told = {f"line-{row.lines.get().pk}": 1, "option": "manual:", "carrier_name": "SF", "tracking": "SF1"}
    desk.post(packing(row), told)

    assert (Shipment.objects.get().booking, Shipment.objects.get().tracking_number) == ("none", "SF1")


def test_nothing_chosen_packs_nothing(desk):
    row = to_send(1)
    told = {f"line-{row.lines.get().pk}": 0, "option": "manual:"}

    assert "at least one piece" in desk.post(packing(row), told).content.decode()
    assert not Shipment.objects.exists()


def test_a_label_is_printed_by_staff_of_its_house_alone(desk):
    parcel = pack(to_send())
    address = reverse("admin:orders_shipment_label", args=[parcel.pk])

    assert desk.get(address).getvalue()[:5] == b"%PDF-"
    assert Client().get(address).status_code == 302
    elsewhere = Client()
    elsewhere.force_login(factories.staff(store=factories.store()))
    assert elsewhere.get(address).status_code in (403, 404)
