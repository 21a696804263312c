"""Every list of the admin asks as often for many rows as for one, and twelve times at most."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from catalog.collections.models import Collection, CollectionProduct
from members.accounts.models import User
from minishop import admin_lists
from tests import factories
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

MOST = 12
MANY = 7
LISTED = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


@pytest.fixture
def owner(client) -> Client:
    client.force_login(User.objects.create_superuser(email="owner@shop.example", password="a long walk home"))
    return client


def redirects(model: type[models.Model], quantity: int) -> None:
    for n in range(quantity):
        model.objects.create(path=f"/old/{model.objects.count()}-{n}/", to="/new/")


def wanted(model: type[models.Model], quantity: int) -> None:
    for _ in range(quantity):
        baker.make("catalog.StockAlert", variant=factories.variant(), email="wen@example.com")


#: Rows that made-up values would not give.
MADE: dict[str, Callable[[type[models.Model], int], None]] = {
    "catalog.redirect": redirects,
    "catalog.wanted": wanted,
}


def make(model: type[models.Model], quantity: int) -> None:
    """So many more rows, each with rows of its own at the end of every foreign key."""
    if model._meta.label_lower in MADE:
        return MADE[model._meta.label_lower](model, quantity)
    foreign = [field.name for field in model._meta.fields if field.many_to_one]
    baker.make(model, _quantity=quantity, _fill_optional=foreign)


def asked(client: Client, address: str) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    return len(queries), page.content.decode()


@pytest.mark.parametrize("model", LISTED, ids=lambda model: model._meta.label_lower)
def test_a_list_asks_as_often_for_many_rows_as_for_one(owner, model):
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    if not owner.get(address, follow=False).status_code == 200:
        pytest.fail(f"{address} is no list")
    make(model, 1)
    asked(owner, address)  # what is kept is kept
    few, _ = asked(owner, address)
    make(model, MANY)
    many, page = asked(owner, address)
    assert page.count('name="_selected_action"') != 1
    assert few == many <= MOST


def test_products_are_found_by_any_part_of_their_names_and_codes(owner):
    bulk.catalogue(30)
    found = {
        word: asked(owner, f"/admin/catalog/product/?q={word}")[1].count("piece-1")
        for word in ("piece-17", "PIECE 17", "物件 17", "piece-17-1", "nothing-17")
    }
    assert [word for word, times in found.items() if times] == ["piece-17", "PIECE 17", "物件 17", "piece-17-1"]


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
