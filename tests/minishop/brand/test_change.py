import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from minishop.brand import services as brands
from minishop.brand.models import Brand

pytestmark = pytest.mark.django_db
LINKED = re.compile(r'<link rel="stylesheet" href="(/brand/[^"]+)">')


@pytest.fixture(autouse=True)
def fresh():
    brands.remember(None)
    yield
    brands.remember(Brand(pk=1))


def test_a_shop_nobody_named_still_has_a_name():
    assert brands.current().called == "Minishop"


def test_pages_show_the_new_name_at_once_in_the_process_that_changed_it():
    brands.change(name="Lune & Loom", names={"zh-hans": "月织"})
    assert brands.current().called == "Lune & Loom"
    with override("zh-hans"):
        assert brands.current().called == "月织"


def test_the_brand_stays_one_row():
    brands.change(name="One")
    brands.change(name="Two")
    assert list(Brand.objects.values_list("name", flat=True)) == ["Two"]


def test_a_token_that_could_end_its_rule_changes_nothing():
    brands.change(name="Before")
    with pytest.raises(ValidationError):
        brands.change(name="After", tokens={"light": {"plum": "red}body{"}})
    brands.remember(None)
    assert brands.current().name == "Before"


def test_the_stylesheet_is_kept_for_a_year_under_a_name_that_changes_with_it(client):
    first = brands.change(tokens={"light": {"plum": "#123456"}}).digest
    response = client.get(reverse("brand-css", args=[first]))
    assert response.content.decode() == "@layer tokens{:root{--plum:#123456}}"
    assert "immutable" in response["Cache-Control"]
    second = brands.change(tokens={"light": {"plum": "#654321"}}).digest
    assert second != first
    assert client.get(reverse("brand-css", args=[first]))["Location"] == reverse("brand-css", args=[second])


def test_pages_name_the_stylesheet_once_a_token_differs(client):
    assert not LINKED.findall(client.get("/").content.decode())
    digest = brands.change(tokens={"light": {"plum": "#123456"}}).digest
    assert LINKED.findall(client.get("/").content.decode()) == [reverse("brand-css", args=[digest])]


def test_the_foot_of_a_page_says_who_we_are_and_how_to_write(client):
    contact = {"company": "Lune & Loom Ltd", "email": "hello@lune.example"}
    before = client.get("/stores/").content.decode()
    assert "mailto:" not in before
    brands.change(contact=contact)
    foot = client.get("/stores/").content.decode().partition("<footer")[2]
    assert "Lune &amp; Loom Ltd" in foot
    assert 'href="mailto:hello@lune.example"' in foot


def test_a_brand_without_overrides_has_no_stylesheet(client):
    assert client.get("/brand/abc.css").status_code == 404


def test_a_remembered_brand_costs_no_query(django_assert_num_queries):
    brands.current()
    with django_assert_num_queries(0):
        brands.current()
