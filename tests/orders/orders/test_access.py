import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from orders.orders import access
from tests import factories

pytestmark = pytest.mark.django_db


def visit(user=None, **cookies):
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()
    request.COOKIES.update(cookies)
    return request


def sees(request, order):
    try:
        return access.visible_order(request, order.number) == order
    except Http404:
        return False


def cookie_after(request, order):
    response = HttpResponse()
    access.remember(request, response, order)
    return response.cookies["orders"].value if "orders" in response.cookies else ""


def test_a_member_sees_only_their_own():
    wen, lin = factories.member(), factories.member()
    order = factories.order(user=wen)

    assert sees(visit(wen), order)
    assert not sees(visit(lin), order)
    assert not sees(visit(), order)
    assert list(access.visible_orders(visit(lin))) == []


def test_a_guests_browser_remembers_what_it_ordered():
    first, second = factories.order(), factories.order()
    one = cookie_after(visit(), first)

    both = cookie_after(visit(orders=one), second)

    assert sees(visit(orders=one), first)
    assert not sees(visit(orders=one), second)
    assert list(access.visible_orders(visit(orders=both))) == [second, first]


def test_a_cookie_that_was_tampered_with_opens_nothing():
    order = factories.order()

    assert not sees(visit(orders=cookie_after(visit(), order) + "x"), order)
    assert not sees(visit(orders=f"[{order.pk}]"), order)


def test_a_members_own_order_needs_no_cookie():
    wen = factories.member()

    assert cookie_after(visit(wen), factories.order(user=wen)) == ""


def test_a_guests_order_is_nobodys_by_having_no_member():
    order = factories.order()

    assert not sees(visit(AnonymousUser()), order)


def test_the_signed_link_opens_its_order_and_no_other():
    order, other = factories.order(), factories.order()

    assert access.opened(order.number, access.link_key(order)) == order
    with pytest.raises(Http404):
        access.opened(other.number, access.link_key(order))
