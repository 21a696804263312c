import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db


def rows() -> dict[str, str]:
    return dict(Redirect.objects.values_list("path", "to"))


def test_an_address_of_an_earlier_shop_leads_here():
    redirects.lead(path="/collections/bags/products/arc-bag", to="/products/arc-bag")
    assert rows() == {"/collections/bags/products/arc-bag/": "/products/arc-bag/"}


def test_leading_to_an_address_that_moved_leads_to_where_it_is():
    redirects.moved("/products/a/", "/products/b/")
    redirects.lead(path="/old", to="/products/a/")
    assert rows()["/old/"] == "/products/b/"


def test_what_led_to_a_new_old_address_is_led_on():
    redirects.lead(path="/older", to="/old")
    redirects.lead(path="/old", to="/shop/?sort=loved")
    assert rows() == {"/older/": "/shop/?sort=loved", "/old/": "/shop/?sort=loved"}


@pytest.mark.parametrize("to", ["/a/", "/a", "/a?x=1", "/b", "/b#there"])
def test_a_circle_is_refused_and_nothing_moves(to):
    redirects.lead(path="/b", to="/a")
    with pytest.raises(redirects.Loop):
        redirects.lead(path="/a", to=to)
    assert rows() == {"/b/": "/a/"}


@pytest.mark.parametrize(
    "to",
    ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "/%5celsewhere.example",
     "/%2f%2felsewhere.example/", "/a\n/b", "a", "", "/" + "a" * 600],
)  # fmt: skip
def test_nobody_is_led_out_of_the_shop(to):
    with pytest.raises(ValidationError):
        redirects.lead(path="/old", to=to)
    assert rows() == {}


@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/login/", "/api/v1/products/", "/media/a.webp"])
def test_nobody_is_led_away_from_the_desk_or_the_home_page(path):
    with pytest.raises(ValidationError):
        redirects.lead(path=path, to="/shop/")
    assert rows() == {}


@pytest.fixture
def desk(client):
    client.force_login(factories.staff("admin"))
    return client


def filled(desk, path: str, to: str, pk: int | None = None) -> str:
    address = (
        reverse("admin:catalog_redirect_change", args=[pk]) if pk else reverse("admin:catalog_redirect_add")
    )
    return desk.post(address, {"path": path, "to": to}, follow=True).content.decode()


def test_staff_add_one_and_change_it(desk):
    filled(desk, "/products/old", "/shop")
    assert rows() == {"/products/old/": "/shop/"}
    filled(desk, "/products/older", "/search?q=bag", Redirect.objects.get().pk)
    assert rows() == {"/products/older/": "/search/?q=bag"}


def test_staff_are_told_of_a_circle(desk):
    redirects.lead(path="/b", to="/a")
    assert "That goes in a circle: /b/ leads back to /a/." in filled(desk, "/a", "/b")
    assert "Begin with one slash" in filled(desk, "/a", "https://elsewhere.example/")
    assert rows() == {"/b/": "/a/"}
