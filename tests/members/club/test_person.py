"""A member on one page: figures and lists, to each reader what their role may read, and the look noted."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from members.accounts.models import User
from members.checkins.models import CheckIn
from members.coupons import services as coupons
from members.coupons.models import Coupon
from members.points import services as points
from members.staff import roles
from members.staff import services as staff
from members.tiers import services as tiers
from members.tiers.models import Tier
from minishop.events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
TABS = ("points", "coupons", "tiers", "orders", "purchases", "returns", "check-ins", "given")


@pytest.fixture
def wen() -> User:
    """A member with something of everything."""
    user = factories.member(name="Wen", email="wen@example.com")
    tiers.join(user=user)
    brass = Tier.objects.create(code="brass", name="Brass", rank=7, threshold=9000)
    tiers.place(user=user, tier=brass)
    points.grant(user=user, points=1240, reason="goodwill", key="k", note="For your patience")
    points.earn(user=user, points=398, kind="order", source="order:1", pending=True)
    coupon = Coupon.objects.create(title="A cup of tea", kind="amount", value=20, way="staff")
    coupons.issue(coupon=coupon, user=user, source="test:1")
    CheckIn.objects.create(user=user, day="2026-11-02", streak=3, points=5)
    factories.credit(user, 70)
    factories.order(user=user)
    return user


def engaged(role: roles.Role) -> Client:
    staff.ensure_groups()
    client = Client()
    name = role.name.split()[0].lower()
    client.force_login(staff.engage(email=f"{name}@lune.example", name=name, role=role, password="moonrise"))
    return client


def page(client: Client, user: User, see: str = "") -> str:
    answer = client.get(f"/admin/members/user/{user.pk}/change/", {"see": see} if see else {})
    assert answer.status_code == 200
    return answer.text


def test_figures_say_how_it_stands(wen):
    told = page(engaged(roles.SERVICE), wen)
    for words in ("Brass", "1,240", "worth ¥12.40", "398 on their way", "usable now", "¥70", "¥238 spent"):
        assert words in told, words


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("points", "+1,240"),
        ("coupons", "A cup of tea"),
        ("tiers", "Given by staff"),
        ("orders", "Paid"),
        ("check-ins", "11/02/2026"),
        ("given", "For your patience"),
        ("purchases", "Nothing yet."),
        ("returns", "Nothing yet."),
    ],
)
def test_each_tab_has_its_list(wen, tab, words):
    assert words in page(engaged(roles.SERVICE), wen, tab)


def test_a_reader_sees_what_their_rights_allow_and_nothing_else(wen, client):
    reader = factories.member(is_staff=True, email="reader@lune.example")
    rights = ("view_user", "view_issuedcoupon")
    reader.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    client.force_login(reader)
    told = page(client, wen, "points")
    assert "see=coupons" in told
    assert [tab for tab in TABS if f"see={tab}" in told] == ["coupons"]
    for hidden in ("1,240", "Brass", "¥70", "For your patience"):
        assert hidden not in told


@pytest.mark.parametrize("role", [roles.CLERKS, roles.MARKETING, roles.FINANCE], ids=lambda role: role.name)
def test_who_may_read_no_people_opens_no_page(wen, role):
    client = engaged(role)
    assert client.get(f"/admin/members/user/{wen.pk}/change/").status_code == 403


def test_looking_is_noted_and_writes_nothing_else(wen):
    client = engaged(roles.SERVICE)
    newcomer = factories.member()
    before = Event.objects.count()
    page(client, newcomer)
    assert list(Event.objects.order_by("-pk").values_list("name", flat=True))[
        : Event.objects.count() - before
    ] == ["person.viewed"]
    assert not hasattr(User.objects.get(pk=newcomer.pk), "membership")


def test_staff_have_no_portrait():
    person = factories.staff()
    client = Client()
    client.force_login(factories.staff("admin"))
    assert "see=points" not in page(client, person)


def test_the_page_asks_as_many_questions_of_little_as_of_much(wen, django_assert_num_queries):
    client = engaged(roles.SERVICE)
    page(client, wen)
    with django_assert_num_queries(QUERIES):
        page(client, wen)
    for number in range(12):
        points.grant(user=wen, points=10, reason="campaign", key=f"more-{number}")
        factories.order(user=wen)
    with django_assert_num_queries(QUERIES):
        page(client, wen)


#: The reader and their rights, the person twice, the figures, the open tab, and the note of it.
QUERIES = 40
