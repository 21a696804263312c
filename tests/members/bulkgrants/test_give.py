"""Points, a coupon or a tier for many: whom, once for each row, and who is left out with the reason."""

import pytest
from django.db import transaction
from django.urls import reverse

from members.accounts.models import User
from members.bulkgrants import choosing, giving
from members.bulkgrants import services as bulkgrants
from members.bulkgrants.models import BulkGrant, GrantRow, OverLimit, TooMany
from members.coupons.models import Coupon, IssuedCoupon
from members.lots.models import PointsGrant
from members.points import services as points
from members.staff import roles
from members.staff import services as staff
from members.tiers import services as tiers
from members.tiers.models import Tier, TierChange
from minishop import audit
from minishop.events import delivery
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/members/user/"


@pytest.fixture
def admin() -> User:
    return factories.staff("admin")


@pytest.fixture
def desk(client, admin):
    client.force_login(admin)
    return client


def many(number: int) -> list[User]:
    return [factories.member() for _ in range(number)]


def chosen(*people: User) -> list[choosing.Chosen]:
    return list(choosing.these(person.pk for person in people))


def given(people: list[User], actor: User, what: object = 50, kind: str = "points") -> BulkGrant:
    grant = bulkgrants.gather(chosen=chosen(*people), actor=actor)
    bulkgrants.say(grant=grant, kind=kind, what=what)
    bulkgrants.start(grant=grant, actor=actor)
    grant.refresh_from_db()
    return grant


def outcomes(grant: BulkGrant) -> list[tuple[int, str, str]]:
    return list(grant.rows.order_by("number").values_list("number", "state", "why"))


def test_each_has_the_points_once(admin):
    people = many(3)
    grant = given(people, admin)
    bulkgrants.go_on(grant.pk)
    assert grant.state == "done"
    assert [points.figures(person).free for person in people] == [50, 50, 50]
    assert outcomes(grant) == [(1, "done", ""), (2, "done", ""), (3, "done", "")]
    assert {row.actor for row in PointsGrant.objects.all()} == {admin}
    assert [found for found in audit.run() if found.findings] == []


def test_each_has_a_coupon_as_often_as_allowed(admin):
    wen, lin = many(2)
    coupon = Coupon.objects.create(title="Tea", kind="amount", value=20, way="staff", per_member=1)
    given([wen], admin, coupon, "coupon")
    grant = given([wen, lin], admin, coupon, "coupon")
    assert outcomes(grant) == [(1, "left", "coupon:member"), (2, "done", "")]
    assert IssuedCoupon.objects.filter(user=wen).count() == IssuedCoupon.objects.filter(user=lin).count() == 1


def test_each_comes_into_a_tier_and_who_has_it_is_left(admin):
    tiers.base()
    brass = Tier.objects.create(code="brass", name="Brass", rank=5, threshold=5000)
    wen, lin = many(2)
    tiers.place(user=lin, tier=brass)
    grant = given([wen, lin], admin, brass, "tier")
    assert outcomes(grant) == [(1, "done", ""), (2, "left", "has-it")]
    assert TierChange.objects.filter(user=wen).first().actor == admin


def test_pasted_lines_find_their_accounts_and_say_why_not(admin):
    wen = factories.member(phone="+8613800138000", email="wen@example.com")
    shut = factories.member(email="shut@example.com", is_active=False)
    text = "Phone\tName\n138 0013 8000\tWen\nWEN@example.com\nnobody@example.com\nshut@example.com\nhello\n"
    text += f"{admin.email}\n"
    found = list(choosing.at(choosing.typed(text)))
    assert [(one.number, one.user, one.why) for one in found] == [
        (1, wen.pk, ""), (2, wen.pk, "twice"), (3, None, "unknown"), (4, shut.pk, "closed"),
        (5, None, "unknown"), (6, admin.pk, "staff"),
    ]  # fmt: skip


def test_an_account_that_was_joined_into_another_stands_for_it(admin):
    wen, old = many(2)
    User.objects.filter(pk=old.pk).update(merged_into=wen, is_active=False, email=None)
    assert [(one.user, one.why) for one in chosen(old, wen)] == [(wen.pk, ""), (wen.pk, "twice")]


def test_who_is_closed_meanwhile_gets_nothing(admin):
    person = factories.member()
    grant = bulkgrants.gather(chosen=chosen(person), actor=admin)
    bulkgrants.say(grant=grant, kind="points", what=50)
    User.objects.filter(pk=person.pk).update(is_active=False)
    bulkgrants.start(grant=grant, actor=admin)
    assert outcomes(grant) == [(1, "left", "closed")]
    assert not PointsGrant.objects.exists()


def test_a_job_that_was_killed_goes_on_where_it_was(admin, monkeypatch):
    people = many(3)
    monkeypatch.setattr(bulkgrants, "AT_ONCE", 0)
    grant = given(people, admin)
    first, second, _third = grant.rows.order_by("number").values_list("pk", flat=True)
    bulkgrants.one(grant, first)
    with transaction.atomic():
        bulkgrants.one(grant, second)
        transaction.set_rollback(True)  # killed before the row was kept
    assert [state for _number, state, _why in outcomes(grant)] == ["done", "waiting", "waiting"]
    assert PointsGrant.objects.count() == 1
    delivery.sweep()
    grant.refresh_from_db()
    assert (grant.state, PointsGrant.objects.count()) == ("done", 3)
    assert [points.figures(person).free for person in people] == [50, 50, 50]


def test_a_row_that_breaks_keeps_nobody_from_theirs(admin, monkeypatch):
    people, give = many(3), giving.give

    def breaks(grant: BulkGrant, user: User, reference: str) -> str:
        if user == people[0]:
            raise RuntimeError("no such thing")
        return give(grant, user, reference)

    monkeypatch.setattr(giving, "give", breaks)
    grant = given(people, admin)

    told = list(grant.rows.order_by("number").values_list("state", "why"))
    assert (grant.state, told) == ("done", [("left", "broke"), ("done", ""), ("done", "")])
    assert [points.figures(one).free for one in people] == [0, 50, 50]


def test_many_go_to_a_job_in_slices(admin, monkeypatch):
    monkeypatch.setattr(bulkgrants, "AT_ONCE", 1)
    monkeypatch.setattr(bulkgrants, "SLICE", 2)
    grant = given(many(3), admin)
    assert (grant.state, PointsGrant.objects.count()) == ("running", 0)
    delivery.sweep()
    grant.refresh_from_db()
    assert (grant.state, PointsGrant.objects.count()) == ("done", 3)
    assert Event.objects.filter(name="bulk_grant.went_on").count() == 1


@pytest.mark.parametrize(("setting", "limit"), [("BULK_GRANT_LIMIT", 1), ("POINTS_GRANT_LIMIT", 49)])
def test_over_a_limit_takes_a_right_of_its_own(settings, admin, setting, limit):
    setattr(settings, setting, limit)
    people, clerk = many(2), factories.staff()
    grant = bulkgrants.gather(chosen=chosen(*people), actor=clerk)
    bulkgrants.say(grant=grant, kind="points", what=50)
    with pytest.raises(OverLimit):
        bulkgrants.start(grant=grant, actor=clerk)
    assert (GrantRow.objects.filter(state="done").count(), PointsGrant.objects.count()) == (0, 0)
    bulkgrants.start(grant=grant, actor=admin)
    assert PointsGrant.objects.count() == 2


def test_more_than_one_job_takes_are_refused_and_nothing_is_kept(admin, monkeypatch):
    monkeypatch.setattr(bulkgrants, "MOST", 1)
    with pytest.raises(TooMany):
        bulkgrants.gather(chosen=chosen(*many(2)), actor=admin)
    assert not BulkGrant.objects.exists()


def test_from_the_list_of_people_to_what_was_given(desk):
    wen, lin, closed = *many(2), factories.member(is_active=False)
    ticked = {"action": "give-many", "_selected_action": [wen.pk, lin.pk, closed.pk], "index": "0"}
    answer = desk.post(LIST, ticked)
    grant = BulkGrant.objects.get()
    assert answer.url == reverse("admin:bulk-grant-what", args=[grant.pk])
    wish = {"kind": "points", "points": "30", "reason": "campaign", "note": "Spring"}
    page = desk.post(answer.url, wish, follow=True)
    assert "30 points" in page.text
    assert "for 2 members" in page.text
    assert "1 · The account is closed." in page.text
    assert not PointsGrant.objects.exists()
    done = desk.post(reverse("admin:bulk-grant-preview", args=[grant.pk]), follow=True)
    assert "given to 2" in done.text
    desk.post(reverse("admin:bulk-grant-preview", args=[grant.pk]))
    assert points.figures(wen).free == points.figures(lin).free == 30
    rows = desk.get(reverse("admin:bulk-grant-table", args=[grant.pk]))
    told = b"".join(rows.streaming_content).decode()
    assert "3,left out,The account is closed." in told


def test_those_of_a_tier_are_chosen_without_a_name(client):
    staff.ensure_groups()
    person = staff.engage(email="tang@lune.example", name="Tang", role=roles.MARKETING, password="moonrise")
    client.force_login(person)
    wen = factories.member(name="Secret Wen")
    tiers.join(user=wen)
    coupon = Coupon.objects.create(title="Tea", kind="amount", value=20, way="staff")
    page = client.get("/admin/members/bulkgrant/add/").text
    assert 'name="tier"' in page
    assert 'name="pasted"' not in page
    client.post("/admin/members/bulkgrant/add/", {"tier": tiers.base().pk, "pasted": "wen@example.com"})
    grant = BulkGrant.objects.get()
    asked = reverse("admin:bulk-grant-what", args=[grant.pk])
    assert 'value="points"' not in client.get(asked).text
    client.post(asked, {"kind": "coupon", "coupon": coupon.pk})
    done = client.post(reverse("admin:bulk-grant-preview", args=[grant.pk]), follow=True).text
    assert IssuedCoupon.objects.get().user == wen
    assert "given to 1" in done
    assert "Secret Wen" not in done
