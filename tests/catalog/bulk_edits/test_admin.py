"""From the list of products to what changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.bulk import services as bulk
from catalog.bulk.models import BulkEdit, BulkLine
from catalog.collections import services as collections
from catalog.products.models import Price, Product
from catalog.repricing.models import PriceChange
from minishop.events import delivery
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/product/"


@pytest.fixture
def person(client):
    person = factories.staff("admin")
    client.force_login(person)
    return person


def three() -> list[Product]:
    return [factories.variant(price=price).product for price in (100, 200, 300)]


def begin(client, action: str, products, **fields) -> BulkEdit:
    ticked = [product.pk for product in products]
    answer = client.post(LIST, {"action": action, "_selected_action": ticked, "index": "0", **fields})
    edit = BulkEdit.objects.get()
    assert answer.url == reverse("admin:bulk-wish", args=[edit.pk])
    return edit


def wish(client, edit: BulkEdit, **fields):
    return client.post(reverse("admin:bulk-wish", args=[edit.pk]), fields, follow=True)


def confirm(client, edit: BulkEdit):
    return client.post(reverse("admin:bulk-preview", args=[edit.pk]), follow=True)


def amounts() -> list[Decimal]:
    return list(Price.objects.order_by("pk").values_list("amount", flat=True))


def test_a_wish_is_read_before_it_comes_true(client, person):
    products = three()
    lips = collections.create(handle="lips", title="Lips")
    edit = begin(client, "change-many", products[:2])
    fields = {"price_by": "percent", "price": "-20", "compare": "was", "add_tags": "new, gift"}

    page = wish(client, edit, **fields, add_to=lips.pk).text
    assert "2 products would change" in page
    assert "¥80 (¥100)" in page
    assert amounts() == [100, 200, 300]

    assert "2 changed" in confirm(client, edit).text
    assert amounts() == [80, 160, 300]
    assert [Product.objects.get(pk=each.pk).tags for each in products] == [["new", "gift"]] * 2 + [[]]
    assert lips.places.count() == 2
    told = Event.objects.filter(name="product.changed", actor=person)
    assert told.count() == 2
    rows = client.get(reverse("admin:bulk-table", args=[edit.pk]))
    assert "¥80 (¥100)" in b"".join(rows.streaming_content).decode()


def test_what_is_left_out_is_counted_and_stays(client, person):
    products = three()
    edit = begin(client, "change-many", products)
    page = wish(client, edit, price_by="amount", price="-150").text
    assert "2 products would change" in page
    assert "1 would not" in page
    confirm(client, edit)
    assert amounts() == [100, 50, 150]
    assert BulkLine.objects.get(product=products[0]).why == "A price would be nothing or less."


def test_all_that_match_are_taken(client, person):
    three()
    edit = begin(client, "change-many", Product.objects.all()[:1], select_across="1")
    assert len(edit.products) == 3


def test_pressed_twice_it_happens_once(client, person):
    products = three()
    edit = begin(client, "change-many", products)
    wish(client, edit, price_by="percent", price="-10")
    confirm(client, edit)
    confirm(client, edit)
    assert amounts() == [90, 180, 270]


def test_a_price_is_planned_for_many(client, person):
    products = three()
    edit = begin(client, "plan-price", products)
    start = timezone.localtime() + timedelta(days=1)
    fields = {"price_by": "percent", "price": "-10", "rounding": "ninety", "title": "May"}
    form = "%Y-%m-%dT%H:%M"
    moments = {"starts_at": start.strftime(form), "ends_at": (start + timedelta(days=7)).strftime(form)}
    wish(client, edit, **fields, **moments)
    confirm(client, edit)
    planned = PriceChange.objects.order_by("pk")
    assert list(planned.values_list("amount", flat=True)) == [
        Decimal("89.90"), Decimal("179.90"), Decimal("269.90"),
    ]  # fmt: skip
    assert amounts() == [100, 200, 300]
    assert {change.starts_at for change in planned} == {start.replace(second=0, microsecond=0)}


@pytest.mark.parametrize("fields", [{}, {"price_by": "percent"}, {"price_by": "nobody", "price": "1"}])
def test_a_wish_that_says_nothing_is_asked_again(client, person, fields):
    edit = begin(client, "change-many", three())
    assert "would change" not in wish(client, edit, **fields).text.replace("See what would change", "")
    edit.refresh_from_db()
    assert edit.wish == {}


def test_more_than_are_changed_while_one_waits_go_to_a_job(client, person, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    monkeypatch.setattr(bulk, "SLICE", 2)
    edit = begin(client, "change-many", three())
    wish(client, edit, kind="Lipstick")
    page = confirm(client, edit)
    assert page["Refresh"] == "2"
    assert not Product.objects.filter(kind="Lipstick").exists()
    delivery.sweep()
    edit.refresh_from_db()
    assert (edit.state, Product.objects.filter(kind="Lipstick").count()) == ("done", 3)


def test_no_longer_counted_is_always_there(client, person):
    product = factories.variant(stock={factories.store(): 0}, in_stock=False).product
    edit = begin(client, "change-many", [product])
    wish(client, edit, tracked="off")
    confirm(client, edit)
    delivery.sweep()
    assert product.variants.get().in_stock


def test_who_may_not_change_products_is_offered_nothing(client):
    products = three()
    client.force_login(factories.staff("clerk"))
    client.post(LIST, {"action": "change-many", "_selected_action": [products[0].pk], "index": "0"})
    assert not BulkEdit.objects.exists()
