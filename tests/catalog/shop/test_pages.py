import pytest
from django.urls import reverse

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
