"""Every page of the admin opens, and each has its place in the sidebar."""

import pytest
from django.contrib import admin
from django.urls import reverse

from members.accounts.models import User
from members.staff import roles
from members.staff import services as staff
from minishop.staff import navigation
from orders.stores.models import StoreStaff
from tests import factories

pytestmark = pytest.mark.django_db

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)


@pytest.fixture
def owner(client) -> User:
    user = User.objects.create_superuser(email="owner@shop.example", password="a long walk home")
    client.force_login(user)
    return user


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_list_its_search_and_its_form_open(client, owner, model):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    assert client.get(reverse(f"{name}_changelist")).status_code == 200
    assert client.get(reverse(f"{name}_changelist"), {"q": "42"}).status_code in {200, 302}
    assert client.get(reverse(f"{name}_add")).status_code in {200, 403}


def test_every_row_of_a_shop_at_work_opens(client, owner):
    staff.ensure_groups()
    house = factories.store()
    factories.order(at=house)
    factories.order(way="ship")
    opened = 0
    for model in MODELS:
        for row in model._base_manager.all()[:2]:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
            assert client.get(reverse(name, args=[row.pk])).status_code == 200, row
            opened += 1
    assert opened > 15


def test_everything_has_a_place_with_an_icon_of_its_own(client, owner):
    placed = navigation._named()
    assert {model._meta.label_lower for model in MODELS} <= placed


@pytest.mark.parametrize("role", roles.ALL_ROLES, ids=lambda role: role.name)
def test_the_sidebar_offers_only_what_opens(client, role):
    staff.ensure_groups()
    person = staff.engage(email="someone@shop.example", name="", role=role, password="a long walk home")
    StoreStaff.objects.create(store=factories.store(), user=person)
    client.force_login(User.objects.get(pk=person.pk))
    request = client.get("/admin/").wsgi_request
    links = [item["link"] for section in navigation.sidebar(request) for item in section["items"]]
    assert links
    for link in links:
        assert client.get(link, follow=True).status_code == 200, link
