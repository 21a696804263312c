"""Every list of the admin asks as often for many rows as for one, and twelve times at most."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from catalog.collections.models import Collection, CollectionProduct
from catalog.pictures.models import Picture
from members.accounts.models import User
from minishop import admin_lists
from orders.invoices import services as invoices
from orders.invoices.values import Buyer
from orders.pickup import services as pickups
from tests import factories
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

MOST = 12
MANY = 5
ALONE = {"minishop.brand"}
LISTED = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


@pytest.fixture
def owner(client) -> Client:
    client.force_login(User.objects.create_superuser(email="owner@shop.example", password="a long walk home"))
    return client


def orders(model: type[models.Model]) -> None:
    factories.order(at=factories.store())


def picture() -> Picture:
    row = bulk._picture(Picture.objects.count() + 1000)
    row.save()
    return row


#: One row more, where made-up values would not do.
MADE: dict[str, Callable[[type[models.Model]], object]] = {
    "catalog.picture": lambda model: picture(),
    "catalog.product": lambda model: factories.product(cover=picture(), vendor=baker.make("catalog.Vendor")),
    "catalog.redirect": lambda model: model.objects.create(path=f"/old/{model.objects.count()}/", to="/new/"),
    "catalog.wanted": lambda model: baker.make(
        "catalog.StockAlert", variant=factories.variant(), email="wen@example.com"
    ),
    "members.user": lambda model: factories.member(),
    "members.bulkgrant": lambda model: baker.make(
        model, kind="coupon", coupon=factories.coupon(), actor=factories.member()
    ),
    "members.coupon": lambda model: factories.coupon(),
    "members.issuedcoupon": lambda model: factories.issued(),
    "minishop.brand": lambda model: None,  # there is one
    "orders.fulfilment": orders,
    "orders.order": orders,
    "orders.pickup": lambda model: pickups.prepare(order=factories.order(at=factories.store())),
    "minishop.importrun": lambda model: baker.make(model, kind="products", actor=factories.member()),
    "payments.payment": orders,
    "orders.review": lambda model: factories.review(),
    "orders.invoice": lambda model: invoices.issue(
        order=factories.order(at=factories.store()), buyer=Buyer("Wen Li")
    ),
}
#: What stands at the end of a foreign key, for the same reason.
ENDS: dict[str, Callable[[], object]] = {
    "members.user": factories.member,
    "members.coupon": factories.coupon,
    "members.issuedcoupon": factories.issued,
    "members.pointsaccount": lambda: baker.make("members.PointsAccount", user=factories.member()),
    "catalog.picture": picture,
    "catalog.product": factories.product,
    "catalog.variant": factories.variant,
    "orders.order": lambda: factories.order(at=factories.store()),
    "payments.payment": lambda: baker.make("payments.Payment"),
}
#: What a made-up row says of itself where its table allows only some of it.
VALUES: dict[str, dict[str, object]] = {
    "members.pointslot": {"earned": 9, "remaining": 9},
    "orders.purchase": {"code": baker.seq("read-")},
    "orders.scan": {"slot": 1, "code": "read"},
}
baker.generators.add("minishop.money.AmountField", lambda: Decimal(7))


def make(model: type[models.Model]) -> None:
    """One row more, with rows of its own at the end of every foreign key."""
    if model._meta.label_lower in MADE:
        MADE[model._meta.label_lower](model)
        return
    foreign = [field for field in model._meta.fields if field.many_to_one or field.one_to_one]
    ends = {
        field.name: ENDS[field.related_model._meta.label_lower]()
        for field in foreign
        if field.related_model._meta.label_lower in ENDS
    }
    others = [field.name for field in foreign if field.name not in ends]
    baker.make(model, _fill_optional=others, **ends, **VALUES.get(model._meta.label_lower, {}))


def asked(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(queries), page.content.decode()


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label_lower)
def test_a_list_asks_as_often_for_many_rows_as_for_one(owner, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    make(model)
    asked(owner, address)  # what is kept is kept
    few, _ = asked(owner, address)
    for _ in range(MANY):
        make(model)
    many, _ = asked(owner, address)
    assert few == many <= MOST
    listed = owner.get(address).context
    assert listed["cl"].result_count >= MANY or model._meta.label_lower in ALONE


def test_products_are_found_by_any_part_of_their_names_and_codes(owner):
    bulk.catalogue(30)
    found = {
        word: asked(owner, f"/admin/catalog/product/?q={word}")[1].count("piece-1")
        for word in ("piece-17", "PIECE 17", "物件 17", "piece-17-1", "nothing-17")
    }
    assert [word for word, times in found.items() if times] == [
        "piece-17",
        "PIECE 17",
        "物件 17",
        "piece-17-1",
    ]


def test_a_list_pages_no_further_than_it_counts(owner, monkeypatch):
    monkeypatch.setattr(admin_lists, "COUNTED", 120)
    bulk.catalogue(130)
    assert owner.get("/admin/catalog/product/?p=2").context["cl"].result_count == 120
    _, page = asked(owner, "/admin/catalog/product/?q=piece-129")
    assert "piece-129" in page


def test_the_form_of_a_large_collection_shows_some_of_its_places_and_keeps_all(owner):
    bulk.catalogue(90)
    collection = Collection.objects.get(handle="dept-0")
    assert CollectionProduct.objects.filter(collection=collection).count() == 23
    address = reverse("admin:catalog_collection_change", args=[collection.pk])
    page = owner.get(address)
    formset = page.context["inline_admin_formsets"][0].formset
    assert len(formset.initial_forms) == 20
    fields = {**page.context["adminform"].form.initial, **formset.management_form.initial}
    assert fields
    second = owner.get(address, {"places-page": 2})
    assert len(second.context["inline_admin_formsets"][0].formset.initial_forms) == 3
