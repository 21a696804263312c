"""Back: everyone who waits is told once, and forgotten."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse

from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert
from catalog.products import services as products
from minishop.events import delivery
from minishop.events.models import Event
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def veil():
    variant = factories.variant()
    products.note_stock({variant.pk: False})
    return variant


def wait(variant, *names: str) -> None:
    for name in names:
        alerts.ask(variant=variant, email=f"{name}@example.com", asker="10.0.0.1", language="en")


def told() -> list[str]:
    return sorted(Message.objects.filter(kind="back-in-stock").values_list("address", flat=True))


def test_who_waits_is_written_to_when_pieces_come_and_forgotten(veil):
    member = factories.member(language="zh-hans")
    wait(veil, "wen")
    alerts.ask(variant=veil, user=member, asker="10.0.0.2")
    house = factories.store()

    factories.receive(veil, house, 1)
    delivery.sweep()

    assert told() == sorted([member.email, "wen@example.com"])
    message = Message.objects.get(address="wen@example.com")
    assert "is back" in message.subject
    assert f"{veil.product.get_absolute_url()}?variant={veil.pk}" in message.body
    assert "已到货" in Message.objects.get(address=member.email).subject
    assert set(StockAlert.objects.values_list("email", "phone")) == {("", "")}
    assert not StockAlert.objects.waiting().exists()


def test_coming_back_again_tells_nobody_twice(veil):
    wait(veil, "wen")
    for is_left in (True, False, True):
        products.note_stock({veil.pk: is_left})
        delivery.sweep()
    assert told() == ["wen@example.com"]
    assert Event.objects.filter(name="variant.back").count() == 2


def test_who_asks_again_after_having_been_told_is_told_again(veil):
    for _ in range(2):
        products.note_stock({veil.pk: False})
        wait(veil, "wen")
        products.note_stock({veil.pk: True})
        delivery.sweep()
    assert told() == ["wen@example.com"] * 2


def test_sold_out_again_before_the_message_they_stay_waiting(veil):
    wait(veil, "wen")
    products.note_stock({veil.pk: True})
    products.note_stock({veil.pk: False})
    delivery.sweep()
    assert told() == []
    assert StockAlert.objects.waiting().count() == 1


def test_a_backorder_is_not_back(veil):
    wait(veil, "wen")
    products.note_stock({veil.pk: True}, stores={veil.pk: []}, later={veil.pk})
    delivery.sweep()
    assert told() == []
    products.note_stock({veil.pk: True}, stores={veil.pk: ["house"]})
    delivery.sweep()
    assert told() == ["wen@example.com"]


def test_what_shoppers_cannot_see_is_told_when_they_can(veil):
    wait(veil, "wen")
    products.unpublish(product=veil.product)
    products.note_stock({veil.pk: True})
    delivery.sweep()
    assert told() == []
    products.publish(product=veil.product)
    delivery.sweep()
    assert told() == ["wen@example.com"]


def test_more_than_a_batch_are_told_one_batch_after_the_other(veil, monkeypatch):
    monkeypatch.setattr(alerts, "BATCH", 2)
    wait(veil, "ann", "bo", "cai", "dan", "eve")
    products.note_stock({veil.pk: True})
    delivery.sweep()
    assert len(told()) == 5


def test_half_a_year_is_as_long_as_a_wish_is_kept(veil):
    wait(veil, "old", "new")
    StockAlert.objects.filter(email="old@example.com").update(created_at=Now() - timedelta(days=181))
    assert alerts.forget() == 1
    assert StockAlert.objects.values_list("email", flat=True).get() == "new@example.com"


def test_staff_see_how_many_wait_and_not_who(client, veil):
    wait(veil, "wen", "bo")
    client.force_login(factories.staff("admin"))
    page = client.get(reverse("admin:catalog_wanted_changelist")).text
    assert veil.sku in page
    assert "wen@example.com" not in page
    row = client.get(reverse("admin:catalog_wanted_change", args=[veil.pk])).text
    assert "wen@example.com" not in row
