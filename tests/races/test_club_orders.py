"""What members have is used once, by whichever order came first; what is paid back is taken back once."""

from contextlib import suppress
from decimal import Decimal
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError
from django.db.models import Q

from members.lots import accounts, lots
from members.lots.models import PointsAccount
from members.points import services as points
from minishop import audit
from minishop.ledger import Insufficient
from orders.benefits import services as benefits
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.earning import services as earning
from orders.earning.models import OrderEarning
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from orders.rewards import services as rewards
from orders.tenders import services as tenders
from orders.tenders.models import NotHeld
from tests import factories
from tests.orders.benefits import own
from tests.orders.earning import club

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def clean(*codes):
    return all(result.is_clean for result in audit.run(*codes))


def last_one(race):
    """Three members want the last piece that is to be had for points."""
    reward = own.reward(cost=400, limit=1)
    bags = [own.put(factories.cart(user=own.rich(500)), reward) for _ in range(3)]
    return reward, race(3, lambda i: factories.place(bags[i]))


def test_the_last_piece_for_points_is_had_once(race):
    for _ in range(ROUNDS):
        reward, answers = last_one(race)

        assert [isinstance(answer, Order) for answer in answers].count(True) == 1
        assert all(isinstance(a, (Order, QuoteChanged, NothingToOrder)) for a in answers)
        assert factories.fresh(reward).taken == 1
        assert clean("W1", "L2", "L9")


def test_without_the_limit_in_the_update_the_last_piece_meets_the_constraint(race, until, monkeypatch):
    monkeypatch.setattr(rewards, "_room", lambda wanted: Q())

    assert until(lambda: any(isinstance(answer, IntegrityError) for answer in last_one(race)[1]))


def reward_and_tender(race):
    """The same 500 points: a piece for 400 of them, and ¥4 of another order."""
    user = own.rich(500)
    order = own.bought(user, paid=False)
    bag = own.put(factories.cart(user=user), own.reward(cost=400, cash=10))

    def one(i):
        if i:
            return factories.place(bag)
        return tenders.hold(order=order, code="points", amount=Decimal(4))

    return user, race(2, one)


def test_a_piece_and_a_part_of_an_order_never_use_the_same_points(race):
    for _ in range(ROUNDS):
        user, answers = reward_and_tender(race)

        refused = [isinstance(a, (NotHeld, QuoteChanged, NothingToOrder)) for a in answers]
        assert refused.count(True) == 1
        assert (points.figures(user).held, own.free(user)) == (400, 100)
        assert clean("W1", "L2", "L6", "L9", "T2")


def test_without_the_accounts_lock_the_same_points_are_wanted_twice(race, until, monkeypatch):
    """Both have picked the same points before either takes them: the ledger's floor, or the lot's own
    remainder, stands behind the lock."""
    monkeypatch.setattr(accounts, "locked", lambda user: PointsAccount.objects.get_or_create(user=user)[0])
    pick = lots.picked

    def damaged() -> bool:
        met = Barrier(2)

        def picked(*told):
            found = pick(*told)
            with suppress(BrokenBarrierError):
                met.wait(timeout=2)
            return found

        monkeypatch.setattr(lots, "picked", picked)
        _user, answers = reward_and_tender(race)
        return any(isinstance(answer, (Insufficient, IntegrityError)) for answer in answers) or not clean(
            "L3", "L6"
        )

    assert until(damaged)


def late_and_new(race):
    """Late money wants its coupon again while a new order is placed with it."""
    user = factories.member()
    issued = own.coupon(user)
    order = own.run_out(own.bought(user, paid=False))
    payment = factories.captured(order)
    house = factories.store()
    bag = factories.cart((factories.variant(stock={house: 3}), 1, house), user=user)

    def one(i):
        return factories.place(bag) if i else lifecycle.settle(payment)

    return issued, race(2, one)


def test_a_coupon_is_used_by_the_late_order_or_by_the_new_one(race):
    for _ in range(ROUNDS):
        issued, answers = late_and_new(race)

        unexpected = [a for a in answers if isinstance(a, Exception) and not isinstance(a, QuoteChanged)]
        assert unexpected == []
        assert issued.orders.filter(released_at=None).count() == 1
        assert clean("C1", "C3", "P1", "P4")


def test_without_reserving_the_constraint_refuses_the_second_order(race, until, monkeypatch):
    monkeypatch.setattr(benefits.coupons, "reserve", lambda **told: None)
    monkeypatch.setattr(benefits.coupons, "take_again", lambda **told: None)

    assert until(lambda: any(isinstance(answer, IntegrityError) for answer in late_and_new(race)[1]))


def settle_and_refund(race):
    """The return window ends just as all of the money goes back."""
    order = club.arrived(club.bought())
    tenders.give_back(order=order, amount=order.total, reference="goodwill:1")
    verbs = (earning.settle, earning.take_back, earning.take_back)
    return order, race(3, lambda i: verbs[i](order=order))


def test_what_settles_as_its_money_goes_back_leaves_nothing(race):
    for _ in range(ROUNDS):
        order, answers = settle_and_refund(race)

        assert [answer for answer in answers if isinstance(answer, Exception)] == []
        assert (club.kept(order), club.figures(order.user)) == ((238, 238), (0, 0, 0))
        assert sum(order.user.qualifying.values_list("spend", flat=True)) == 0
        assert clean("L2", "L5", "L6", "L8")


def test_without_the_orders_lock_two_take_back_what_only_one_may(race, until, monkeypatch):
    """Each reads that nothing went back yet: the points' own reference is all that holds."""
    seen = []
    real = OrderEarning.save

    def count(self, *args, **kwargs):
        seen.append(self.pk)
        real(self, *args, **kwargs)

    monkeypatch.setattr(OrderEarning, "save", count)
    monkeypatch.setattr(
        earning, "_locked", lambda order: Order.objects.select_related("user").get(pk=order.pk)
    )

    def damaged() -> bool:
        seen.clear()
        settle_and_refund(race)
        return len(seen) > 1

    assert until(damaged)
