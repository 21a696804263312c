"""The address book for programs: one's own, and nobody else's."""

import pytest

from members.addresses.models import Address
from tests import factories

pytestmark = pytest.mark.django_db

PARTS = {"phone": "+8613800138000", "province": "Shanghai", "city": "上海市", "district": "黄浦区"}


def test_ones_own_are_read_and_removed_and_no_others(client):
    wen, other = factories.member(), factories.member()
    mine, theirs = (
        Address.objects.create(user=user, name="Wen", street="淮海路 88 号", **PARTS) for user in (wen, other)
    )
    assert client.get("/api/v1/me/addresses/").status_code == 401
    client.force_login(wen)
    told = client.get("/api/v1/me/addresses/").json()["results"]
    assert [(one["id"], one["phone"]) for one in told] == [(mine.pk, "+8613800138000")]
    assert client.get(f"/api/v1/me/addresses/{theirs.pk}/").status_code == 404
    assert client.delete(f"/api/v1/me/addresses/{theirs.pk}/").status_code == 404
    assert client.delete(f"/api/v1/me/addresses/{mine.pk}/").status_code == 204
    assert [row.pk for row in Address.objects.all()] == [theirs.pk]
