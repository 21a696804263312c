"""What has ended goes in whole batches, each with its posting and entries; members hear of it before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from members.lots import books, expiry
from members.lots.models import LotEntry, PointsLot, PointsProgramme
from members.lots.programmes import ends_at
from members.points import services as points
from minishop.events.models import Event
from minishop.ledger.models import Entry, Posting
from tests import factories
from tests.members.points.test_earn import earn, purse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


def end(*lots, by=timedelta(0)):
    PointsLot.objects.filter(pk__in=[lot.pk for lot in lots]).update(expires_at=timezone.now() + by)


def test_of_each_member_all_that_has_ended_goes_at_once_with_one_posting(wen):
    lin = factories.member()
    lots = earn(wen), earn(wen, 50, "order:2"), earn(lin, 30, "order:3")
    earn(wen, 20, "order:4")
    end(*lots)

    assert (points.expire_due(), points.expire_due()) == (3, 0)

    assert (purse(wen), purse(lin)) == ((20, 0, 0, 0), (0, 0, 0, 0))
    assert Posting.objects.filter(kind="points.expired").count() == 2
    gone = LotEntry.objects.filter(kind="expired").values_list("amount", flat=True)
    assert sorted(gone) == [-100, -50, -30]
    told = Entry.objects.filter(posting__kind="points.expired", account__kind="points")
    assert sorted(told.values_list("amount", "balance_after")) == [(-150, 20), (-30, 0)]


def test_what_ended_twice_is_told_twice(wen):
    lot = earn(wen)
    points.spend(user=wen, points=60, reference="gift:1")
    end(lot)
    assert points.expire_due() == 1
    points.give_back(reference="return:1", of="gift:1", points=60)
    end(lot)

    assert (points.expire_due(), purse(wen)) == (1, (0, 0, 0, 0))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_no_lot_is_missed_whatever_the_batch(size):
    people = [factories.member() for _ in range(3)]
    end(*[earn(person, 10, f"order:{n}:{person.pk}") for person in people for n in range(2)])

    points.expire_due(size)

    assert [purse(person)[0] for person in people] == [0, 0, 0]


def test_what_is_held_or_not_settled_does_not_end(wen):
    held = earn(wen)
    points.hold(user=wen, points=100, reference="order:9")
    end(held, earn(wen, 30, "order:2", pending=True))

    assert (points.expire_due(), purse(wen)) == (0, (0, 30, 100, 0))


@pytest.mark.parametrize("many", [1, 4])
def test_a_batch_is_as_many_statements_however_large(many, django_assert_num_queries):
    people = [factories.member() for _ in range(many)]
    end(*[earn(person, 10, f"order:{person.pk}") for person in people])
    accounts = list(PointsLot.objects.values_list("account", flat=True))
    books.account(books.ENDED, None)

    with django_assert_num_queries(5):  # the savepoint, the locks, the shop's account, all the rest
        assert expiry.step(accounts) == many


@pytest.mark.parametrize(
    ("expiry", "after", "end"),
    [
        ("never", 1, None),
        ("days", 30, "2026-02-15"),
        ("month_end", 0, "2026-02-01"),
        ("month_end", 12, "2027-02-01"),
        ("year_end", 0, "2027-01-01"),
        ("year_end", 1, "2028-01-01"),
    ],
)
def test_points_end_at_the_end_of_a_day_of_the_shop(expiry, after, end):
    """It is 15 January in Shanghai, and the 14th in Greenwich."""
    rules = PointsProgramme(expiry=expiry, expiry_after=after)
    found = ends_at(rules, datetime(2026, 1, 14, 18, tzinfo=UTC))

    assert (found and found.isoformat()) == (end and f"{end}T00:00:00+08:00")


def test_what_was_earned_keeps_the_rules_of_its_earning(wen):
    earn(wen, pending=True)
    PointsProgramme.objects.create(starts_at=timezone.now(), expiry="days", expiry_after=1)

    old, new = points.settle(kind="order", source="order:1"), earn(wen, 50, "order:2")

    assert new.expires_at < timezone.now() + timedelta(days=3) < old.expires_at


def test_members_hear_once_of_each_lot_that_ends_soon(wen):
    lots = [earn(wen, 50, f"order:{n}") for n in range(3)]
    end(lots[0], by=timedelta(days=2))
    end(lots[1], by=timedelta(days=3))
    end(lots[2], by=timedelta(days=90))

    assert (points.remind_due(), points.remind_due()) == (1, 0)

    told = Event.objects.get(name="points.expiring").data
    lots[0].refresh_from_db()
    assert (told["member"], told["points"]) == (wen.pk, 100)
    assert told["at"] == lots[0].expires_at.isoformat()
    assert points.figures(wen).expiring == (100, lots[0].expires_at)
