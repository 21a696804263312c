"""What a member agrees to, said by a program of theirs."""

import json

import pytest

from members.consents import services as consents
from members.consents.models import Consent
from members.tokens import services as tokens
from tests import factories

pytestmark = pytest.mark.django_db

NEWS = "marketing-email"


@pytest.fixture
def wen():
    return factories.member()


def put(client, body, purpose=NEWS, **headers):
    path = f"/api/v1/me/consents/{purpose}/"
    return client.put(path, json.dumps(body), content_type="application/json", headers=headers)


def test_every_purpose_starts_off(client, wen):
    client.force_login(wen)
    told = client.get("/api/v1/me/consents/").json()["results"]
    assert NEWS in [one["purpose"] for one in told]
    assert not any(one["is_given"] for one in told)
    assert all(one["words"] for one in told)


def test_a_yes_and_a_no_are_kept_once_each(client, wen):
    client.force_login(wen)
    for said in (True, True, False, False):
        assert put(client, {"is_given": said}).json()["is_given"] is said
    assert [(row.is_given, row.source) for row in consents.history(wen)] == [(False, "api"), (True, "api")]


def test_what_is_not_plain_says_nothing(client, wen):
    client.force_login(wen)
    assert put(client, {"is_given": "yes"}).status_code == 400
    assert put(client, {}).status_code == 400
    assert put(client, {"is_given": True}, purpose="selling-data").status_code == 404
    assert not Consent.objects.exists()


def test_a_token_needs_the_scope_to_write(client, wen):
    _row, key = tokens.issue(user=wen, name="x", scopes=["account:read"], days=None)
    refused = put(client, {"is_given": True}, authorization=f"Bearer {key}")
    assert refused.status_code == 403
    assert not Consent.objects.exists()
