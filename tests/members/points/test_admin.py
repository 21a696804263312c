"""Customer service gives points on a member's page, within the limit, once for each form."""

import pytest
from django.contrib.auth.models import Permission

from members.lots.models import PointsGrant
from members.points import services as points
from tests import factories

pytestmark = pytest.mark.django_db
FORM = {"points": "120", "reason": "goodwill", "note": "The ribbon was missing", "key": "k1"}


@pytest.fixture
def service(client):
    person = factories.staff("service")
    rights = ("view_user", "view_pointsgrant", "add_pointsgrant")
    person.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(person)
    return person


def give(client, member, **other):
    path = f"/admin/members/user/{member.pk}/do/points/"
    return client.post(path, FORM | other, follow=True).content.decode()


def test_the_same_form_twice_gives_once_and_says_who(client, wen, service):
    for _ in range(2):
        assert "The member’s statement tells it now." in give(client, wen)

    assert (points.figures(wen).free, PointsGrant.objects.get().actor) == (120, service)
    html = client.get("/admin/members/pointsgrant/").content.decode()
    assert "The ribbon was missing" in html
    assert "+120" in html


def test_what_is_refused_is_said_in_words_and_gives_nothing(client, wen, service):
    assert "Over 2000 points takes the right to give more." in give(client, wen, points="2001")
    assert "No points, or the account is closed." in give(client, wen, points="0")

    assert (points.figures(wen).free, PointsGrant.objects.count()) == (0, 0)


def test_nobody_on_the_staff_is_given_points(client, service):
    other = factories.staff()

    client.post(f"/admin/members/user/{other.pk}/do/points/", FORM)

    assert not PointsGrant.objects.exists()
