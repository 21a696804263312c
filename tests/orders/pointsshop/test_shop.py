"""The points shop: what there is, what is missing to it, and how it comes into the bag."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.tiers.models import Tier
from orders.carts.models import CartLine
from orders.rewards.models import Reward
from tests import factories
from tests.orders.benefits import own

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client):
    user = own.rich(1000)
    client.force_login(user)
    return user


def page(client, path="/points/shop/"):
    return client.get(path).content.decode()


def test_a_visitor_reads_what_there_is_and_is_asked_in_to_have_it(client):
    reward = own.reward(cost=2000, cash=50)
    shown = page(client)

    assert reward.variant.product.title in shown
    assert "2,000 points" in shown
    answer = client.post(f"/points/shop/{reward.pk}/")
    assert answer.url.startswith("/sign-in/?next=")
    assert not CartLine.objects.exists()


def test_a_member_puts_a_piece_into_the_bag_for_points(client, user):
    factories.zone()
    reward = own.reward(cost=400, cash=50)
    assert "Put in the bag" in page(client)

    assert client.post(f"/points/shop/{reward.pk}/").url == "/bag/"

    assert [(line.reward, line.quantity) for line in CartLine.objects.all()] == [(reward, 1)]
    bag = page(client, "/bag/")
    assert "400 points" in bag
    assert "With 400 points" in bag


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"cost": 1240}, "240 points are missing"),
        ({"limit": 0}, "All of them are taken"),
        ({"per_member": 0}, "0 for each member"),
    ],
)
def test_what_one_cannot_have_says_why(client, user, terms, said):
    own.reward(**terms)
    shown = page(client)

    assert said in shown
    assert "Put in the bag" not in shown


def test_a_piece_for_a_higher_tier_names_it(client, user):
    Tier.objects.create(code="member", name="Moon", rank=0, threshold=0)
    own.reward(tier=Tier.objects.create(code="ink", name="Ink", rank=30))

    assert "From Ink on" in page(client)


@pytest.mark.parametrize("gone", [{"is_on": False}, {"ends_at": timezone.now() - timedelta(days=1)}])
def test_what_is_over_is_not_shown_and_not_to_be_had(client, user, gone):
    reward = own.reward(**gone)

    assert reward.variant.product.title not in page(client)
    assert client.post(f"/points/shop/{reward.pk}/").status_code == 404


def test_what_lies_in_the_bag_and_is_no_longer_to_be_had_says_why(client, user):
    own.put(factories.cart(user=user), own.reward(cost=1240))

    assert "240 points are missing" in page(client, "/bag/")


def test_the_order_tells_the_points_it_cost(client, user):
    order = own.ordered(user, own.reward(cost=400))

    assert "With 400 points" in page(client, f"/orders/{order.number}/")


@pytest.mark.parametrize("count", [1, 6])
def test_the_page_asks_as_often_for_one_piece_as_for_six(client, user, count, django_assert_num_queries):
    for _ in range(count):
        own.reward()
    page(client)

    with django_assert_num_queries(10):
        page(client)


def test_a_program_reads_the_shop_and_puts_a_piece_into_the_bag(client, user, bearer):
    factories.zone()
    reward = own.reward(cost=400, cash=50)
    key = bearer(user, "account:read", "bag:write")
    told = client.get("/api/v1/me/points/shop/", headers=key).json()

    assert (told["points"], told["rewards"][0]["points"], told["rewards"][0]["missing"]) == (1000, 400, 0)
    sent = {"variant": reward.variant_id, "reward": reward.pk}
    bag = client.post("/api/v1/bag/lines/", sent, content_type="application/json", headers=key).json()
    assert (bag["lines"][0]["points"], bag["quote"]["points"]) == (400, 400)


def test_a_program_hears_that_a_piece_is_not_to_be_had_for_points(client, user, bearer):
    reward = own.reward(is_on=False)
    sent = {"variant": reward.variant_id, "reward": reward.pk}
    key = bearer(user, "bag:write")
    answer = client.post("/api/v1/bag/lines/", sent, content_type="application/json", headers=key)

    assert answer.status_code in {400, 422}
    assert not CartLine.objects.exists()


def test_an_order_tells_programs_of_points_and_coupons(client, user, bearer):
    own.coupon(user)
    bag = own.put(factories.cart(user=user), own.reward(cost=400))
    house = factories.store()
    factories.cart((factories.variant(stock={house: 2}), 1, house), user=user)
    order = factories.place(bag)
    key = bearer(user, "orders:read")
    told = client.get(f"/api/v1/orders/{order.number}/", headers=key).json()

    assert (told["points"], [line["points"] for line in told["lines"]]) == (400, [400, 0])
    assert [(one["title"], one["amount"]["amount"]) for one in told["coupons"]] == [("Fifty off", "50.00")]


def test_staff_write_a_reward_by_its_sku(admin_client):
    variant = factories.variant()
    told = {"sku": variant.sku, "points": "500", "cash": "0", "position": "0", "is_on": "on"}
    missing = admin_client.post("/admin/orders/reward/add/", told | {"sku": "NOTHING"})
    assert "There is no piece with this SKU." in missing.content.decode()

    admin_client.post("/admin/orders/reward/add/", told)

    assert Reward.objects.get().variant == variant
