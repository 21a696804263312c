"""A copy of one's data, asked for by a program."""

import pytest

from members.rights.models import DataCopy
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_copy_is_asked_for_and_told_of_to_its_owner_alone(client):
    client.force_login(factories.member())
    first, again = (client.post("/api/v1/me/copies/", content_type="application/json") for _ in range(2))
    assert (first.status_code, again.json()) == (202, first.json())
    assert DataCopy.objects.count() == 1
    told = client.get("/api/v1/me/copies/").json()["results"]
    assert [(one["state"], one["url"]) for one in told] == [("asked", None)]
    client.force_login(factories.member())
    assert client.get("/api/v1/me/copies/").json()["results"] == []


def test_three_a_day_are_the_most(client):
    client.force_login(factories.member())
    for _ in range(3):
        client.post("/api/v1/me/copies/", content_type="application/json")
        DataCopy.objects.update(state=DataCopy.State.GONE)
    refused = client.post("/api/v1/me/copies/", content_type="application/json")
    assert (refused.status_code, refused.json()["type"][-17:]) == (409, "/too-many-copies/")
    assert DataCopy.objects.count() == 3
