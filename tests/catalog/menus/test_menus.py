from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.menus import services as menus
from catalog.menus.models import MenuItem
from catalog.pages import services as pages
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db
FOOTER, SHOP = MenuItem.Menu.FOOTER, MenuItem.Menu.SHOP


def item(menu: str = FOOTER, title: str = "Delivery", **fields: object) -> MenuItem:
    return menus.keep(item=MenuItem(menu=menu, title=title, **fields))


def links(menu: str = FOOTER) -> list[tuple[str, str]]:
    menus.remember(None)
    return [(str(link), link.href) for link in menus.doors().menus.get(menu, [])]


def test_the_footer_and_the_shops_top_show_their_links_in_order_and_language(client):
    page = composed.published()
    item(page=page, position=2, translations={"zh-hans": {"title": "配送"}})
    item(title="Journal", link="https://journal.example/", position=1)
    item(SHOP, "To give", link="/shop/?most=800")
    assert links() == [("Journal", "https://journal.example/"), ("Delivery", "/pages/delivery/")]
    with translation.override("zh-hans"):
        assert links()[1] == ("配送", "/pages/delivery/")
    menus.remember(None)
    assert 'href="https://journal.example/">Journal</a>' in client.get("/stores/").content.decode()
    factories.product()
    assert ">To give</a>" in client.get("/shop/").content.decode()


def test_without_a_menu_the_shop_leads_to_its_departments(client):
    collections.create(handle="leather", title="Leather", products=[factories.product()])
    assert 'href="/collections/leather/"' in client.get("/shop/").content.decode()


def test_what_shoppers_cannot_see_vanishes_from_the_menu():
    page, shown = composed.published(), collections.create(handle="to-give", title="To give")
    item(page=page)
    item(collection=shown)
    assert len(links()) == 2
    pages.withdraw(page=page)
    assert links() == [("Delivery", "/collections/to-give/")]
    Collection.objects.update(published_at=timezone.now() + timedelta(days=1))
    assert links() == []


@pytest.mark.parametrize("link", ["javascript:x()", "//evil.example/", "http://a.example/", ""])
def test_a_link_that_leads_nowhere_or_runs_is_refused(link):
    with pytest.raises(ValidationError):
        item(link=link)
    assert not MenuItem.objects.exists()


def test_a_link_leads_to_one_thing():
    page = composed.published()
    with pytest.raises(ValidationError):
        item(page=page, link="/shop/")
    assert not MenuItem.objects.exists()


def test_a_removed_link_is_gone_at_once(django_capture_on_commit_callbacks):
    kept = item(link="/stores/")
    assert len(links()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        menus.remove(item=kept)
    assert menus.doors().menus == {}


def test_a_page_asks_for_its_menus_once(client, django_assert_num_queries):
    menus.remember(None)
    menus.doors()
    with django_assert_num_queries(0):
        menus.doors()


def test_delivery_and_returns_are_linked_where_one_buys(client):
    composed.published("returns")
    composed.published("delivery")
    variant = factories.variant(stock={factories.store(): 3})
    factories.zone()
    menus.remember(None)
    page = client.get(variant.product.get_absolute_url()).content.decode()
    assert 'href="/pages/returns/"' in page
    assert 'href="/pages/delivery/"' in page
    client.post("/bag/lines/", {"variant": variant.pk, "quantity": 1, "next": "bag"})
    checkout = client.get("/checkout/").content.decode()
    assert 'href="/pages/returns/"' in checkout
    assert 'href="/pages/delivery/"' in checkout
