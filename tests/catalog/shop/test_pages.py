import pytest
from django.urls import reverse

from catalog.collections import services as collections
from catalog.products.models import Product
from tests.catalog import bulk

pytestmark = pytest.mark.django_db


def test_more_pieces_are_one_link_away(client):
    bulk.catalogue(20)
    first = client.get(reverse("shop")).content.decode()
    assert 'href="/shop/?page=2"' in first
    assert "12 of 20 shown" in first
    second = client.get("/shop/?page=2").content.decode()
    assert "Piece 12" in second
    assert 'href="/shop/?page=3"' not in second


@pytest.mark.parametrize("page", ["3", "999999"])
def test_a_page_beyond_the_last_is_not_found(client, page):
    bulk.catalogue(20)
    assert client.get(f"/shop/?page={page}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", ""])
def test_a_page_that_is_no_number_is_the_first(client, page):
    bulk.catalogue(20)
    assert "12 of 20 shown" in client.get("/shop/", {"page": page}).content.decode()


def test_nothing_found_says_so_and_leads_on(client):
    bulk.catalogue(2)
    page = client.get("/shop/?max=1").content.decode()
    assert "Nothing here is all of that at once." in page
    assert "Clear the filters" in page


def test_the_sheet_keeps_what_was_chosen(client):
    bulk.catalogue(8)
    page = client.get("/shop/filters/?dept=dept-1&max=500&sort=price-up").content.decode()
    assert 'name="dept" value="dept-1" checked' in page
    assert 'value="500"' in page
    assert 'value="price-up" checked' in page
    assert "Show 2 pieces" in page


def test_a_department_that_does_not_exist_is_not_found(client):
    assert client.get(reverse("collection", args=["nothing"])).status_code == 404


def test_the_shop_speaks_chinese(client):
    bulk.catalogue(2)
    page = client.get("/shop/", headers={"accept-language": "zh-CN"}).content.decode()
    assert "物件 1" in page
    assert 'lang="zh-Hans"' in page


def test_what_was_loaded_more_comes_back_with_its_address(client):
    bulk.catalogue(30)
    first = client.get("/shop/?sort=loved").content.decode()
    assert 'hx-replace-url="/shop/?sort=loved&amp;upto=2"' in first
    page = client.get("/shop/?sort=loved&upto=2").content.decode()
    assert page.count('class="card"') == 24
    assert "24 of 30 shown" in page


def test_only_so_many_pages_come_back_at_once(client):
    bulk.catalogue(130)
    page = client.get("/shop/?upto=10").content.decode()
    assert page.count('class="card"') == 8 * 12
    assert "Back to the first pieces" in page


def test_each_filter_that_is_on_can_be_taken_off_alone_and_all_at_once(client):
    bulk.catalogue(8)
    page = client.get("/shop/?opt=colour:plum&brand=maker-1&max=1500&sort=loved").content.decode()
    assert 'href="/shop/?brand=maker-1&amp;max=1500&amp;sort=loved"' in page
    assert 'href="/shop/?opt=colour%3Aplum&amp;max=1500&amp;sort=loved"' in page
    assert 'href="/shop/?sort=loved"' in page
    assert "Maker 1" in page


def test_nothing_found_names_what_to_leave_out_and_what_there_would_be(client):
    bulk.catalogue(8)
    page = client.get("/shop/?opt=colour:plum&brand=maker-1&max=1").content.decode()
    assert "“Under ¥1”" in page
    assert "4 pieces" in page
    assert 'href="/shop/?brand=maker-1&amp;opt=colour%3Aplum"' in page


def test_a_sheet_keeps_to_its_collection_or_vendor(client):
    bulk.catalogue(8)
    page = client.get("/collections/dept-1/filters/").content.decode()
    assert 'action="/collections/dept-1/"' in page
    assert "Show 2 pieces" in page
    assert 'name="dept"' not in page
    page = client.get("/brands/maker-1/filters/").content.decode()
    assert "Show 4 pieces" in page
    assert 'name="brand"' not in page


def test_a_choice_that_finds_nothing_now_is_shown_and_cannot_be_ticked(client):
    bulk.catalogue(8)
    page = client.get("/shop/filters/?brand=maker-1").content.decode()
    assert 'value="dept-0" disabled' in page
    assert 'value="dept-1">' in page


def test_options_speak_the_readers_language(client):
    bulk.catalogue(2)
    page = client.get("/shop/filters/?opt=colour:plum", headers={"accept-language": "zh-CN"}).content.decode()
    assert "<legend>颜色</legend>" in page
    assert "梅紫" in page


def test_a_collection_stands_in_its_own_order_sold_out_last(client):
    pieces = bulk.catalogue(6)
    Product.objects.filter(pk=pieces[5].pk).update(in_stock=False)
    kept = collections.create(handle="edit", title="An edit", is_listed=False, products=pieces[::-1])
    page = client.get(kept.get_absolute_url()).content.decode()
    handles = [f"piece-{n}" for n in (4, 3, 2, 1, 0, 5)]
    assert sorted(handles, key=lambda handle: page.index(f'/products/{handle}/"')) == handles


def test_a_vendor_nobody_knows_has_no_page(client):
    assert client.get("/brands/nobody/").status_code == 404
    assert client.get("/brands/月织/").status_code == 404


@pytest.mark.parametrize("page", ["/shop/", "/shop/filters/", "/search/", "/search/filters/"])
@pytest.mark.parametrize(
    "asked",
    [
        "dept=%00",
        "brand=%00",
        "opt=%00:x",
        "here=%00x",
        "min=1e-999999",
        "max=1e-999999",
        "page=" + "9" * 5000,
    ],
)
def test_an_address_that_makes_no_sense_costs_nothing(client, page, asked):
    bulk.catalogue(2)
    answer = client.get(f"{page}?q=piece&{asked}")
    assert answer.status_code in (200, 404)
    assert len(answer.content) < 100_000
