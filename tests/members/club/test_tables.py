"""Members and their opening points by table, as a house that moves in brings them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from members.accounts.models import User
from members.consents.models import Consent
from members.lots.models import PointsLot
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import Tier, TierChange
from minishop import audit
from minishop.desk import services as desk_services
from minishop.imports import tables
from minishop.imports.kinds import Request, kinds
from minishop.imports.models import ImportLine, ImportRun
from tests import factories
from tests.minishop.imports.desk import Desk, said, sums

pytestmark = pytest.mark.django_db
MEMBERS = """Phone,E-mail,Name,Birthday,Language,Tier,Joined
138 0013 8000,,Wen,1990-05-04,en,brass,2021-03-08
,LIN@example.com,林晚,1988/2/29,zh,,2019-10-01
"""
NEXT = timezone.localdate().replace(month=12, day=31) + timedelta(days=365)
BALANCES = (
    f'Phone,E-mail,Points,Expires,Reference\n13800138000,,1240,{NEXT},\n,lin@example.com,"2,300",,old-7\n'
)


@pytest.fixture
def desk() -> Desk:
    tiers.base()
    Tier.objects.create(code="brass", name="Brass", rank=5, threshold=5000)
    return Desk()


@pytest.fixture
def brought(desk) -> Desk:
    desk.applied(MEMBERS, "members")
    return desk


def wen() -> User:
    return User.objects.get(phone="+8613800138000")


def free() -> dict[str, int]:
    return {user.name: points.figures(user).free for user in User.objects.filter(is_staff=False)}


def test_members_are_brought_over_as_if_they_had_signed_up(desk):
    run = desk.applied(MEMBERS, "members")
    assert sums(run) == (2, 2, 0), said(run)
    lin = User.objects.get(email="lin@example.com")
    assert (wen().name, str(wen().birthday), wen().language) == ("Wen", "1990-05-04", "en")
    assert (lin.name, lin.birthday, lin.language) == ("林晚", date(1988, 2, 29), "zh-hans")
    assert timezone.localtime(wen().joined_at).date() == date(2021, 3, 8)
    assert not lin.has_usable_password()
    assert (tiers.tier_of(wen()).code, tiers.tier_of(lin)) == ("brass", tiers.base())
    assert TierChange.objects.filter(user=wen()).first().why == "imported"


def test_a_dry_run_makes_nobody_a_member(desk):
    run = desk.checked(MEMBERS, "members")
    assert (run.created, User.objects.filter(is_staff=False).count()) == (2, 0)


def test_brought_again_nothing_changes(brought):
    run = brought.applied(MEMBERS, "members")
    assert (run.created, run.changed, run.unchanged) == (0, 0, 2)
    assert TierChange.objects.filter(why="imported").count() == 1


def test_nobodys_consent_is_taken_from_a_table(desk):
    table = (
        "Email,Accepts Email Marketing,Accepts SMS Marketing\nwen@example.com,yes,no\nlin@example.com,no,\n"
    )
    run = desk.applied(table, "members")
    assert sums(run) == (2, 2, 0)
    assert said(run, ImportLine.Level.WARNING) == [
        "2: Nobody’s consent is taken from a table: members give it here themselves."
    ]
    assert not Consent.objects.exists()


def test_addresses_and_birthdays_that_members_told_stay(desk):
    known = factories.member(email="own@example.com", phone="+8613800138000", birthday="1991-01-01")
    run = desk.applied("Phone,E-mail,Birthday\n13800138000,thief@example.com,1990-05-04\n", "members")
    known.refresh_from_db()
    assert (known.email, str(known.birthday)) == ("own@example.com", "1991-01-01")
    assert [each[:13] for each in said(run, ImportLine.Level.WARNING)] == [
        "2: Not taken:",
        "2: The birthda"[:13],
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (",,Wen,,,,", "the row has neither"),
        ("12,,Wen,,,,", "Nobody can be reached there"),
        ("13800138000,,Wen,04/05/90,,,", "is no day"),
        ("13800138000,,Wen,1990-02-30,,,", "is no day"),
        ("13800138000,,Wen,,,gold,", "no tier “gold”"),
        ("13800138000,,Wen,,fr,,", "does not speak"),
        ("13800138000,,Wen,,,,2999-01-01", "still to come"),
        ("13900139000,own@example.com,Wen,,,,", "of two accounts"),
        (",boss@example.com,Wen,,,,", "works here"),
    ],
)
def test_a_row_that_makes_no_member_is_kept_out_with_its_reason(desk, line, why):
    factories.member(email="own@example.com")
    factories.member(email=None, phone="+8613900139000")
    factories.staff(email="boss@example.com") if "boss" in line else None
    before = User.objects.count()
    run = desk.applied(f"Phone,E-mail,Name,Birthday,Language,Tier,Joined\n{line}\n", "members")
    assert (sums(run), User.objects.count()) == ((1, 0, 1), before)
    assert why in str(said(run))


def test_opening_points_end_on_their_own_day_or_by_the_rules(brought):
    run = brought.applied(BALANCES, "balances")
    assert sums(run) == (2, 2, 0), said(run)
    assert free() == {"Wen": 1240, "林晚": 2300}
    lot = PointsLot.objects.get(account__user=wen())
    zone = ZoneInfo("Asia/Shanghai")
    assert lot.expires_at == datetime.combine(NEXT + timedelta(days=1), datetime.min.time(), zone)
    assert set(PointsLot.objects.values_list("kind", "source")) == {
        ("import", f"import:{wen().pk}:{NEXT}"), ("import", "import:old-7"),
    }  # fmt: skip
    assert [found for found in audit.run() if found.findings] == []


def test_however_often_a_table_is_brought_it_is_given_once(brought):
    brought.applied(BALANCES, "balances")
    again = BALANCES.splitlines()
    run = brought.applied("\n".join([again[0], *reversed(again[1:])]), "balances")
    assert (run.created, run.changed, run.unchanged) == (0, 0, 2)
    assert free() == {"Wen": 1240, "林晚": 2300}


def test_another_number_for_the_same_is_told_and_not_given(brought):
    brought.applied(BALANCES, "balances")
    run = brought.applied(BALANCES.replace("1240", "1500"), "balances")
    assert "brought before, as 1240 points" in str(said(run))
    assert free()["Wen"] == 1240


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("13800138999,,100,,", "bring the members first"),
        ("13800138000,,0,,", "no number of points"),
        ("13800138000,,-5,,", "no number of points"),
        ("13800138000,,1.5,,", "no whole number"),
        ("13800138000,,100,2020-12-31,", "expired already"),
    ],
)
def test_points_nobody_could_have_are_kept_out(brought, line, why):
    run = brought.applied(f"Phone,E-mail,Points,Expires,Reference\n{line}\n", "balances")
    assert sums(run) == (1, 0, 1)
    assert why in str(said(run))
    assert set(free().values()) == {0}


@pytest.mark.parametrize("kind", ["members", "balances"])
def test_what_is_taken_out_is_read_back_the_same(brought, kind):
    brought.applied(BALANCES, "balances")
    table = b"".join(tables.write(*kinds[kind].export(), "csv"))
    run = brought.applied(table, kind)
    assert (run.reported, run.created, run.changed) == (0, 0, 0), said(run)
    assert run.unchanged == 2


def test_reports_repeat_no_address_and_no_name(brought):
    lines = ImportLine.objects.values_list("key", "before", "after", "message")
    told = " ".join(word for line in lines for word in line)
    assert "13800138000" not in told
    assert "LIN@" not in told.upper()
    assert "林晚" not in told
    assert "1990" not in told


def test_tables_of_people_go_within_days_and_at_once_where_one_is_forgotten(brought):
    brought.applied("Redirect from,Redirect to\n/a,/shop\n", "redirects")
    assert desk_services.forget_people() == 1
    assert [run.kind for run in ImportRun.objects.all()] == ["redirects"]
    run = brought.applied(MEMBERS, "members")
    ImportRun.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert desk_services.forget() == 1
    assert not ImportRun.objects.filter(pk=run.pk).exists()


@pytest.mark.parametrize(("kind", "table", "questions"), [("members", MEMBERS, 4), ("balances", BALANCES, 4)])
def test_a_row_is_compared_by_a_few_questions(brought, django_assert_max_num_queries, kind, table, questions):
    path = ContentFile(table.encode())
    for unit in list(kinds[kind].units(tables.read(path))):
        with django_assert_max_num_queries(questions):
            kinds[kind].plan(unit, Request())
