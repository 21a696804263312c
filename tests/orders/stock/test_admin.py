import pytest
from django.urls import reverse

from members.staff import roles
from members.staff import services as staff
from orders.stock.models import StockItem, StockMovement
from orders.stores.models import StoreStaff
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> StockItem:
    factories.variant(stock={factories.store(): 5})
    return StockItem.objects.get()


@pytest.fixture
def clerk(client, item):
    staff.ensure_groups()
    person = staff.engage(
        email="lan@shop.example", name="Lan", role=roles.CLERKS, password="a long walk home"
    )
    StoreStaff.objects.create(store=item.store, user=person)
    client.force_login(person)
    return person


def press(client, item: StockItem, verb: str, **form):
    address = reverse("admin:orders_stockitem_do", args=[item.pk, verb])
    return client.post(address, {"note": "delivery 7", "key": "k1", **form}, follow=True)


def test_pieces_that_came_are_counted_once(client, item, clerk):
    press(client, item, "receive", quantity=3)
    press(client, item, "receive", quantity=3)
    item.refresh_from_db()
    assert item.on_hand == 8
    assert StockMovement.objects.get(reference="staff:k1").actor == clerk


def test_a_count_corrects_the_shelf(client, item, clerk):
    press(client, item, "count", counted=4)
    item.refresh_from_db()
    assert item.on_hand == 4


def test_what_is_promised_is_not_written_off(client, item, clerk):
    StockItem.objects.update(reserved=4)
    answer = press(client, item, "write-off", quantity=2)
    item.refresh_from_db()
    assert item.on_hand == 5
    assert "promised" in answer.text
    assert not StockMovement.objects.filter(reference="staff:k1").exists()


def test_a_movement_wants_a_reason(client, item, clerk):
    press(client, item, "receive", quantity=3, note="")
    item.refresh_from_db()
    assert item.on_hand == 5


def test_another_house_s_stock_does_not_exist(client, item, clerk):
    StoreStaff.objects.all().delete()
    assert press(client, item, "receive", quantity=3).status_code == 404
    item.refresh_from_db()
    assert item.on_hand == 5


def test_only_what_is_low_is_listed(client, item, clerk):
    plenty = client.get("/admin/orders/stockitem/?left=low").text
    StockItem.objects.update(reserved=3)
    low = client.get("/admin/orders/stockitem/?left=low").text
    assert item.variant.sku not in plenty
    assert item.variant.sku in low
