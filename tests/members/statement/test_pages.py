"""The page of points adds up line by line, and says plainly what is owed, coming and going."""

from datetime import timedelta

import pytest

from members.checkins import services as checkins
from members.checkins.models import CheckInRule
from members.coupons import services as coupons
from members.lots.models import PointsLot
from members.points import reading
from members.points import services as points
from minishop import clock, events
from minishop.notify.models import Message
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen(client):
    user = factories.member()
    client.force_login(user)
    return user


def earn(user, number, source, **told):
    return points.earn(user=user, points=number, kind="import", source=source, **told)


def test_figures_and_lines_stand_with_what_there_was_after_each(wen, client):
    earn(wen, 1350, "a")
    points.spend(user=wen, points=400, reference="x:1")
    earn(wen, 1280, "b", settles_at=clock.now() + timedelta(days=5))

    page = client.get("/me/points/").text

    for said in ("950", "Worth", "9.50", "1,280</span> on the way", "+1,350", "−400"):
        assert said in page
    told = points.statement(wen)
    assert sum(line.points for line in told.lines) == told.balance == 950


def test_what_is_owed_is_said_plainly(wen, client):
    points.earn(user=wen, points=300, kind="order", source="order:1")
    points.spend(user=wen, points=300, reference="x:1")
    points.reverse(kind="order", source="order:1", points=250, reference="refund:1")

    page = client.get("/me/points/").text

    assert "−250" in page
    assert "You owe these points" in page
    assert "Owed; the next ones pay" in client.get("/me/").text


def test_what_ends_soon_is_said_with_its_last_day(wen, client):
    lot = earn(wen, 320, "a")
    PointsLot.objects.filter(pk=lot.pk).update(expires_at=clock.begins(clock.today() + timedelta(days=4)))

    page = client.get("/me/points/").text

    last = clock.today() + timedelta(days=3)
    assert "320</span> end on" in page
    assert f"{last:%B} {last.day}" in page


@pytest.mark.parametrize(
    ("show", "seen", "unseen"),
    [
        ("earned", "+70", "−40"),
        ("spent", "−40", "+70"),
        ("pending", "+9", "+70"),
        ("ended", "Nothing of that kind", "+70"),
    ],
)
def test_each_heading_shows_its_own(wen, client, show, seen, unseen):
    earn(wen, 70, "a")
    points.spend(user=wen, points=40, reference="x:1")
    earn(wen, 9, "b", pending=True)

    page = client.get(f"/me/points/?show={show}").text

    assert seen in page
    assert unseen not in page


def test_older_ones_are_a_page_away_and_nonsense_is_the_first_page(wen, client, monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 2)
    for n in range(3):
        earn(wen, n + 1, f"s{n}")

    first = client.get("/me/points/")
    older = client.get(f"/me/points/?show=all&before={first.context['told'].before}")

    assert "Show older ones" in first.text
    assert [line.points for line in older.context["told"].lines] == [1]
    assert client.get("/me/points/?show=x&before=-5'").context["told"].lines[0].points == 3


def test_a_line_names_what_it_is_about(wen, client):
    CheckInRule.objects.create(day=1, points=5)
    checkins.check_in(user=wen)
    ledger = client.get("/me/points/").text.partition("ledger")[2]
    assert '<a class="link" href="/me/check-in/">day 1 in a row</a>' in ledger


def test_points_that_went_for_a_coupon_name_it(wen, client):
    earn(wen, 400, "a")
    coupons.buy(
        user=wen, coupon=factories.coupon(title="Osmanthus", way="points", points_price=300), key="tap"
    )
    ledger = client.get("/me/points/").text.partition("ledger")[2]
    assert '<a class="link" href="/me/coupons/">Osmanthus</a>' in ledger


def test_anyone_may_read_how_points_work(client):
    page = client.get("/points/").text
    assert "1 point for each ¥1" in page
    assert "100 points pay ¥1" in page


def test_programs_read_figures_and_lines(wen, client):
    earn(wen, 70, "a")
    told = client.get("/api/v1/me/points/").json()
    assert (told["free"], told["owed"], told["expiring"]) == (70, 0, None)
    assert told["worth"] == {"amount": "0.70", "currency": "CNY"}
    assert [(line["points"], line["after"]) for line in told["lines"]] == [(70, 70)]
    assert client.get("/api/v1/me/points/?show=x").status_code == 400


def test_programs_read_what_ends_soon(wen, client):
    lot, end = earn(wen, 70, "a"), clock.now() + timedelta(days=3)
    PointsLot.objects.filter(pk=lot.pk).update(expires_at=end)
    told = client.get("/api/v1/me/points/").json()["expiring"]
    assert (told["points"], told["at"][:16]) == (70, end.isoformat()[:16])


def test_a_member_is_told_when_points_are_theirs_and_when_they_end(wen):
    lot = points.earn(user=wen, points=70, kind="order", source="order:1", pending=True)
    points.settle(kind="order", source="order:1")
    PointsLot.objects.filter(pk=lot.pk).update(expires_at=clock.now() + timedelta(days=3))
    for _ in range(2):
        points.remind_due()
        events.sweep()

    told = Message.objects.filter(recipient=wen).order_by("pk")
    assert [message.kind for message in told] == ["points-settled", "points-expiring"]
    assert all("70" in message.subject for message in told)


@pytest.mark.parametrize("more", [0, 5])
def test_the_page_asks_as_many_questions_however_long_it_is(wen, client, more, django_assert_num_queries):
    CheckInRule.objects.create(day=1, points=5)
    checkins.check_in(user=wen)
    for n in range(more):
        earn(wen, n + 1, f"s{n}")
    client.get("/me/points/")

    with django_assert_num_queries(13):
        client.get("/me/points/")
