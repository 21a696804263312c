"""One member's points from many sides at once: none is spent twice, none is lost."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from members.accounts.models import User
from members.lots import accounts, expiry
from members.lots.models import NotEnoughPoints, PointsAccount, PointsLot, PointsSpend
from members.points import services as points
from minishop import audit
from minishop.states import IllegalMove
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, THREADS = 3, 10


def books_are_clean():
    return all(row.is_clean for row in audit.run("L1", "L2", "L3", "L4", "L6", "L7", "L8", "L9", "O3"))


def purse(user):
    there = points.figures(user)
    return there.free, there.held, there.owed


def odd(answers):
    """What was raised beside the refusal for want of points."""
    return [one for one in answers if isinstance(one, Exception) and not isinstance(one, NotEnoughPoints)]


def earn(user, number=100, source="", **told):
    source = source or f"order:{user.pk}"
    return points.earn(user=user, points=number, kind="order", source=source, **told)


def reverse(user, number, reference="return:1"):
    told = {"kind": "order", "source": f"order:{user.pk}", "reference": f"{reference}:{user.pk}"}
    return points.reverse(points=number, **told)


def spend(user, number, reference):
    return points.spend(user=user, points=number, reference=f"{reference}:{user.pk}")


def unlocked(monkeypatch):
    """Guard off: the member's account is read without its lock."""

    def read(pk):
        PointsAccount.objects.get_or_create(user_id=pk)
        account = PointsAccount.objects.get(user=pk)
        account.user = User.objects.get(pk=pk)
        return account

    monkeypatch.setattr(accounts, "opened", read)


def two_hundred(race, user):
    """Each thread spends 10 twenty times over; answers how many were spent, and what else was raised."""

    def many(i):
        done = 0
        for n in range(200 // THREADS):
            try:
                spend(user, 10, f"gift:{i}:{n}")
                done += 1
            except NotEnoughPoints:
                pass
        return done

    answers = race(THREADS, many)
    return sum(one for one in answers if isinstance(one, int)), [
        one for one in answers if not isinstance(one, int)
    ]


def test_of_two_hundred_who_spend_ten_of_a_thousand_a_hundred_are_served(race):
    user = factories.member()
    earn(user, 1000)

    assert two_hundred(race, user) == (100, [])

    assert (purse(user), PointsSpend.objects.count()) == ((0, 0, 0), 100)
    assert books_are_clean()


def test_without_the_accounts_lock_spenders_meet_the_constraints(race, until, monkeypatch):
    """Both take of the same lot: it, or the ledger's floor behind it, refuses to fall below zero."""
    unlocked(monkeypatch)

    def damaged() -> bool:
        user = factories.member()
        earn(user, 40)
        answers = race(8, lambda i: spend(user, 10, f"gift:{i}"))
        return bool(odd(answers))

    assert until(damaged)


def earned_twice(race, user):
    PointsAccount.objects.create(user=user)
    return race(6, lambda _i: earn(user))


def test_the_same_source_at_once_earns_once(race):
    for _ in range(ROUNDS):
        user = factories.member()

        answers = earned_twice(race, user)

        assert len({answer.pk for answer in answers}) == 1
        assert purse(user) == (100, 0, 0)
    assert books_are_clean()


def test_without_the_accounts_lock_the_same_source_meets_the_constraint(race, until, monkeypatch):
    unlocked(monkeypatch)

    def damaged() -> bool:
        user = factories.member()
        answers = earned_twice(race, user)
        assert purse(user) == (100, 0, 0)
        return any(isinstance(answer, Exception) for answer in answers)

    assert until(damaged)


def refund_against_spend(race):
    """All that was earned is taken back while it is spent."""
    user = factories.member()
    earn(user)
    return user, race(2, lambda i: spend(user, 100, "gift") if i else reverse(user, 100))


def test_a_refund_against_a_spend_takes_the_points_or_leaves_a_debt(race):
    for _ in range(ROUNDS):
        user, (back, spent) = refund_against_spend(race)

        refused = isinstance(spent, NotEnoughPoints)
        assert (back.free, back.owed) == ((100, 0) if refused else (0, 100))
        assert purse(user) == (0, 0, back.owed)
    assert books_are_clean()


def test_without_the_accounts_lock_a_refund_meets_the_spend(race, until, monkeypatch):
    unlocked(monkeypatch)

    def damaged() -> bool:
        _user, answers = refund_against_spend(race)
        return bool(odd(answers))

    assert until(damaged)


def came_back(race):
    """Six times the same return, and six others that would bring more than was spent."""
    user = factories.member()
    earn(user)
    spend(user, 90, "gift")
    of = f"gift:{user.pk}"

    def give(i):
        reference = f"return:{user.pk}" if i % 2 else f"return:{user.pk}:{i}"
        return points.give_back(reference=reference, of=of, points=30)

    return user, race(12, give)


def test_what_was_spent_comes_back_once(race):
    for _ in range(ROUNDS):
        user, answers = came_back(race)

        assert len({one.pk for one in answers if not isinstance(one, Exception)}) == 3
        assert purse(user) == (100, 0, 0)
    assert books_are_clean()


def test_without_the_accounts_lock_what_comes_back_meets_the_constraint(race, until, monkeypatch):
    unlocked(monkeypatch)

    def damaged() -> bool:
        _user, answers = came_back(race)
        return any(type(one).__name__ == "IntegrityError" for one in answers)

    assert until(damaged)


def released_and_spent(race):
    user = factories.member()
    earn(user)
    name = f"order:9:{user.pk}"
    points.hold(user=user, points=100, reference=name)
    return user, race(4, lambda i: points.commit(reference=name) if i % 2 else points.release(reference=name))


def test_what_is_held_is_spent_or_released_never_both(race):
    for _ in range(ROUNDS):
        user, answers = released_and_spent(race)

        state = PointsSpend.objects.get(account__user=user).state
        assert purse(user) == ((0, 0, 0) if state == "spent" else (100, 0, 0))
        assert sum(isinstance(answer, IllegalMove) for answer in answers) == 2
    assert books_are_clean()


def test_without_the_accounts_lock_a_move_is_refused_halfway(race, until, monkeypatch):
    """Both of a kind find it held; the conditional UPDATE of the state is what is left in the way."""
    unlocked(monkeypatch)

    def damaged() -> bool:
        _user, answers = released_and_spent(race)
        return sum(isinstance(answer, IllegalMove) for answer in answers) > 2

    assert until(damaged)


def ended_and_spent(race):
    user = factories.member()
    lot = earn(user)
    PointsLot.objects.filter(pk=lot.pk).update(expires_at=Now() + timedelta(milliseconds=20))
    return user, race(4, lambda i: spend(user, 60, "gift") if i % 2 else points.expire_due())


def test_what_ends_is_spent_or_ends_never_both(race):
    for _ in range(ROUNDS):
        user, answers = ended_and_spent(race)
        points.expire_due()

        assert not [
            one for one in answers if isinstance(one, Exception) and not isinstance(one, NotEnoughPoints)
        ]
        assert purse(user) == (0, 0, 0)
    assert books_are_clean()


def test_without_the_lock_of_the_batch_what_is_spent_ends_too(race, until, monkeypatch):
    """Guard off: the step takes accounts that others work with, and counts lots as they were before."""
    monkeypatch.setattr(expiry, "step", expiry.empty)

    def damaged() -> bool:
        user = factories.member()
        for n in range(3):
            earn(user, 100, f"order:{user.pk}:{n}")
        PointsLot.objects.filter(account__user=user).update(expires_at=Now() + timedelta(milliseconds=30))
        answers = race(8, lambda i: spend(user, 30, f"gift:{i}") if i % 2 else points.expire_due())
        return any(type(one).__name__ == "IntegrityError" for one in answers) or not books_are_clean()

    assert until(damaged)
