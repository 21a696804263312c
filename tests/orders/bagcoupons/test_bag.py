"""The bag's coupons: the best by themselves, by hand, none this time, by a code, and what is missing."""

import pytest

from members.coupons.models import IssuedCoupon
from orders.bagcoupons import services as bagcoupons
from orders.carts import bag as bags
from orders.carts.models import Cart, CartCoupon
from orders.orders.models import Order
from tests import factories
from tests.members.couponpages.offers import had, offer

pytestmark = pytest.mark.django_db
PLACING = {
    "name": "Wen Li", "phone": "13800138000", "way": "ship", "province": "Shanghai", "city": "上海市",
    "district": "黄浦区", "street": "88 Huaihai Road",
}  # fmt: skip


@pytest.fixture
def wen(client):
    user = factories.member()
    client.force_login(user)
    return user


@pytest.fixture
def bag(wen):
    factories.zone(price=0)
    return factories.cart((factories.variant(price=934, stock={factories.store(): 5}), 1), user=wen)


def said(client, path="/bag/") -> str:
    return client.get(path).content.decode()


def total(bag: Cart) -> int:
    bag.refresh_from_db()
    return bags.read(bag).quote.total


def test_the_best_one_is_taken_and_the_bag_says_why(client, wen, bag):
    had(wen, title="Moonrise", value=80)
    had(wen, title="Small", value=30)
    told = said(client)
    assert "Moonrise" in told
    assert "The best of the 2 you hold" in told
    assert total(bag) == 854


def test_what_is_missing_is_said_to_the_cent(client, wen, bag):
    had(wen, title="Moonrise", value=80, threshold=1000)
    assert "¥66 more and it takes off ¥80" in said(client)
    assert "¥66 more and it takes off ¥80" in said(client, "/bag/coupons/")
    assert total(bag) == 934


def test_another_is_chosen_by_hand_and_left_to_the_house_again(client, wen, bag):
    had(wen, value=80)
    small = had(wen, title="Small", value=30)
    client.post("/bag/coupons/", {"do": "choose", "issued": [small.pk]})
    assert total(bag) == 904
    assert "Chosen by you" in said(client)
    client.post("/bag/coupons/", {"do": "best"})
    assert total(bag) == 854


def test_not_this_time_takes_none_and_keeps_them(client, wen, bag):
    row = had(wen, value=80)
    client.post("/bag/coupons/", {"do": "none"})
    assert total(bag) == 934
    row.refresh_from_db()
    assert row.state == "ready"
    assert "1 coupon could be used" in said(client)


def test_strangers_and_used_coupons_can_not_be_chosen(client, wen, bag):
    theirs, used = had(factories.member(), value=80), had(wen, value=80)
    IssuedCoupon.objects.filter(pk=used.pk).update(state="used", used_for="order:1")
    client.post("/bag/coupons/", {"do": "choose", "issued": [theirs.pk, used.pk, "x", "9" * 40]})
    assert not CartCoupon.objects.exists()
    assert total(bag) == 934


def test_a_guest_uses_a_code_for_all_and_is_asked_in_for_one_that_is_each_members(client):
    factories.zone(price=0)
    what = factories.variant(price=934, stock={factories.store(): 5})
    client.post("/bag/lines/", {"variant": what.pk, "quantity": 1, "next": "bag"})
    offer(way="code", shared_code="SPRING", title="Spring", value=40, per_member=None)
    offer(way="code", shared_code="MINE", title="Mine", value=90)
    assert client.post("/bag/coupons/codes/", {"voucher": " spring"}).headers["Location"] == "/bag/"
    assert "Spring" in said(client)
    assert total(Cart.objects.get()) == 894
    away = client.post("/bag/coupons/codes/", {"voucher": "MINE"})
    assert away.headers["Location"] == "/sign-in/?next=/sign-in/resume/"
    assert client.session["interrupted"]["fields"] == {"voucher": ["MINE"]}
    assert not IssuedCoupon.objects.exists()


def test_a_wrong_code_comes_back_in_its_box(client, wen, bag):
    answer = client.post("/bag/coupons/codes/", {"voucher": "NEVER"})
    assert answer.status_code == 400
    assert 'value="NEVER"' in answer.content.decode()
    assert total(bag) == 934


def test_a_code_a_member_tells_is_theirs_and_in_the_bag_even_where_they_choose_themselves(client, wen, bag):
    offer(way="code", shared_code="SPRING", title="Spring", value=40)
    bagcoupons.none(cart=bag)
    client.post("/bag/coupons/codes/", {"voucher": "SPRING"})
    assert IssuedCoupon.objects.get().user == wen
    assert total(bag) == 894


def test_a_coupon_that_ends_before_placing_is_a_difference_to_accept(client, wen, bag):
    row = had(wen, title="Moonrise", value=80)
    page = client.get("/checkout/")
    assert "Moonrise" in page.content.decode()
    told = PLACING | {name: page.context[name] for name in ("key",)}
    told |= {"accepted": page.context["digest"], "coupons": page.context["coupons_used"]}
    IssuedCoupon.objects.filter(pk=row.pk).update(state="revoked")
    answer = client.post("/checkout/", told)
    assert answer.status_code == 200
    assert "“Moonrise” can’t be used any more." in answer.content.decode().replace("&#x27;", "’")
    assert not Order.objects.exists()
    told |= {"accepted": answer.context["digest"], "coupons": answer.context["coupons_used"]}
    assert client.post("/checkout/", told).status_code == 302
    assert Order.objects.get().total == 934


def test_ones_coupons_stand_by_what_the_bag_makes_of_them(client, wen, bag):
    had(wen, title="Moonrise", value=80)
    had(wen, title="Small", value=30)
    had(wen, title="Large", value=500, threshold=3000)
    told = said(client, "/me/coupons/")
    use, cannot = told.split('id="not"')
    assert "Best, already on" in use
    assert "Takes off ¥30" in use
    assert "¥2,066 more and it takes off ¥500" in cannot


def test_an_order_names_its_coupon_and_the_coupon_its_order(client, wen, bag):
    had(wen, title="Moonrise", value=80)
    order = factories.place(bag, user=wen)
    assert "Moonrise" in said(client, f"/orders/{order.number}/")
    assert order.number in said(client, "/me/coupons/")
    assert "Moonrise" not in said(client, "/bag/coupons/")
