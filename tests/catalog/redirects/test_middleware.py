import pytest
from django.test import Client

from catalog.redirects import services as redirects
from tests import factories

pytestmark = pytest.mark.django_db


def test_an_old_address_answers_where_the_thing_is_and_keeps_the_query(client):
    redirects.lead(path="/products/old", to="/products/new")
    answer = client.get("/products/old/?utm_source=wechat&variant=4")
    assert (answer.status_code, answer["Location"]) == (301, "/products/new/?utm_source=wechat&variant=4")
    assert answer["Cache-Control"] == "no-cache", "a browser that remembers would run in circles one day"


def test_queries_of_both_are_joined_before_the_anchor(client):
    redirects.lead(path="/old", to="/shop/?sort=loved#pieces")
    assert client.get("/old/?page=2")["Location"] == "/shop/?sort=loved&page=2#pieces"


@pytest.mark.parametrize("asked", ["/collections/bags/products/arc", "/collections/bags/products/arc/"])
def test_an_address_no_page_ever_had_leads_on_with_or_without_its_slash(client, asked):
    redirects.lead(path="/collections/bags/products/arc", to="/products/arc-bag")
    assert client.get(asked)["Location"] == "/products/arc-bag/"


def test_a_page_that_is_there_wins(client):
    product = factories.product(handle="arc-bag")
    redirects.lead(path=product.get_absolute_url(), to="/shop/")
    assert client.get(product.get_absolute_url()).status_code == 200


def test_a_chinese_address_is_led_too(client):
    redirects.lead(path="/brands/月织", to="/brands/月织坊")
    answer = client.get("/brands/月织/")
    assert answer["Location"] == "/brands/%E6%9C%88%E7%BB%87%E5%9D%8A/"


def test_nothing_is_posted_to_another_address():
    redirects.lead(path="/old", to="/shop/")
    assert Client().post("/old/").status_code == 404


@pytest.mark.parametrize("asked", ["/nothing/", "/a%00b/", "/%2felsewhere.example/", "/" + "a" * 900])
def test_what_never_was_is_still_not_found(client, asked):
    assert client.get(asked).status_code in {400, 404}
