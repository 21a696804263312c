"""Personal tokens: told once, good for their scopes and no more, and taken back at once."""

from datetime import timedelta
from time import time

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from members.accounts.services import SIGNED_IN
from members.tokens import keys
from members.tokens import services as tokens
from members.tokens.models import AccessToken, TooManyTokens
from minishop import logs
from minishop.events.models import Event
from minishop.privacy import holdings
from tests import factories

pytestmark = pytest.mark.django_db

ASKED = {"name": "Till", "life": "30", "scopes": ["orders:read", "account:read"]}


@pytest.fixture
def wen():
    return factories.member()


@pytest.fixture
def issued(wen):
    return tokens.issue(user=wen, name="Till", scopes=["account:read"], days=30)


def ask(client, key, path="/api/v1/me/", method="get", **kwargs):
    return getattr(client, method)(path, headers={"authorization": f"Bearer {key}"}, **kwargs)


def came(client, user, ago=0):
    client.force_login(user)
    session = client.session
    session[SIGNED_IN] = {"way": "code", "at": time() - ago}
    session.save()


def test_a_key_has_256_random_bits_a_prefix_and_a_checksum():
    one, other = keys.new(), keys.new()
    assert one != other
    assert keys.SHAPE.fullmatch(one)
    assert keys.is_one(one)
    assert 62**keys.LENGTH > 2**256
    wrong = one[:-1] + ("a" if one[-1] != "a" else "b")
    assert not any(keys.is_one(text) for text in (wrong, one[:-1], f"{one}x", "msp_", ""))


def test_of_a_key_only_its_digest_is_kept(issued):
    _row, key = issued
    kept = AccessToken.objects.values().get()
    assert key not in str(kept)
    assert (kept["digest"], kept["prefix"]) == (keys.digest(key), key[:10])
    assert key not in str(list(Event.objects.values()))


def test_a_key_never_reaches_the_log(issued):
    _row, key = issued
    told = logs.hide_personal_data(None, "", {"event": f"failed for Bearer {key}", "authorization": key})
    assert key not in str(told)


def test_its_owner_is_who_asks(client, wen, issued):
    _row, key = issued
    assert ask(client, key).json()["email"] == wen.email


def test_it_may_do_what_its_scopes_say_and_no_more(client, wen, issued):
    _row, key = issued
    sent = {"data": {"name": "Mallory"}, "content_type": "application/json"}
    refused = ask(client, key, method="patch", **sent)
    assert (refused.status_code, refused.json()["scope"]) == (403, "account:write")
    assert 'error="insufficient_scope"' in refused["WWW-Authenticate"]
    assert ask(client, key, "/api/v1/orders/").status_code == 403
    wen.refresh_from_db()
    assert wen.name == "Wen Li"


def test_it_tells_about_itself(client, issued):
    row, key = issued
    told = ask(client, key, "/api/v1/token/").json()
    assert (told["name"], told["scopes"]) == ("Till", ["account:read"])
    assert told["expires_at"].endswith("Z")
    client.force_login(row.user)
    assert client.get("/api/v1/token/").status_code == 404


def dead(row, how):
    if how == "revoked":
        tokens.revoke(token=row)
    elif how == "run out":
        AccessToken.objects.update(expires_at=Now() - timedelta(seconds=1))
    else:
        row.user.is_active = False
        row.user.save()


@pytest.mark.parametrize("how", ["revoked", "run out", "owner closed"])
def test_a_dead_one_opens_nothing(client, issued, how):
    row, key = issued
    dead(row, how)
    refused = ask(client, key)
    assert (refused.status_code, refused["Content-Type"]) == (401, "application/problem+json")
    assert 'error="invalid_token"' in refused["WWW-Authenticate"]


def test_an_unknown_one_is_refused_even_beside_a_session(client, wen):
    client.force_login(wen)
    assert ask(client, keys.new()).status_code == 401
    assert ask(client, "msp_nonsense").status_code == 401


def test_its_use_is_noted_at_most_every_five_minutes(client, issued, django_assert_num_queries):
    _row, key = issued
    ask(client, key)
    first = AccessToken.objects.get().used_at
    assert timezone.now() - first < timedelta(minutes=1)
    with django_assert_num_queries(1):
        ask(client, key)
    assert AccessToken.objects.get().used_at == first
    AccessToken.objects.update(used_at=Now() - timedelta(minutes=6))
    ask(client, key)
    assert AccessToken.objects.get().used_at > first


def test_nobody_has_more_than_twenty_alive(wen):
    for n in range(20):
        tokens.issue(user=wen, name=str(n), scopes=["bag:read"], days=None)
    with pytest.raises(TooManyTokens):
        tokens.issue(user=wen, name="one more", scopes=["bag:read"], days=None)
    tokens.revoke(token=AccessToken.objects.first())
    tokens.issue(user=wen, name="one more", scopes=["bag:read"], days=None)


def test_the_page_shows_the_key_once(client, wen):
    came(client, wen)
    page = client.post("/me/tokens/", ASKED).content.decode()
    row = AccessToken.objects.get()
    [key] = set(keys.SHAPE.findall(page))
    assert keys.digest(key) == row.digest
    assert (row.user, row.scopes) == (wen, ["account:read", "orders:read"])
    assert abs(row.expires_at - timezone.now() - timedelta(days=30)) < timedelta(minutes=1)
    again = client.get("/me/tokens/").content.decode()
    assert row.prefix in again
    assert not keys.SHAPE.search(again)


def test_one_lives_until_it_is_revoked_if_its_owner_says_so(client, wen):
    came(client, wen)
    client.post("/me/tokens/", ASKED | {"life": "0"})
    assert AccessToken.objects.get().expires_at is None


@pytest.mark.parametrize(
    "flaw", [{"name": ""}, {"scopes": []}, {"scopes": ["shop:burn"]}, {"life": "9999"}, {"name": "x" * 61}]
)
def test_what_is_not_filled_in_right_makes_none(client, wen, flaw):
    came(client, wen)
    assert client.post("/me/tokens/", ASKED | flaw).status_code == 400
    assert not AccessToken.objects.exists()


def test_who_signed_in_long_ago_makes_none(client, wen):
    came(client, wen, ago=3600)
    assert "/me/confirm/?next=/me/tokens/" in client.get("/me/tokens/").text
    assert client.post("/me/tokens/", ASKED)["Location"] == "/me/confirm/?next=/sign-in/resume/"
    assert not AccessToken.objects.exists()


def test_one_is_revoked_by_its_owner_alone(client, wen, issued):
    row, key = issued
    client.force_login(factories.member())
    assert client.post(f"/me/tokens/{row.pk}/revocation/").status_code == 404
    client.post("/me/tokens/revocation/")
    assert ask(client, key).status_code == 200
    client.force_login(wen)
    client.post(f"/me/tokens/{row.pk}/revocation/")
    client.logout()
    assert ask(client, key).status_code == 401


@pytest.mark.parametrize(("ticked", "alive"), [({}, 1), ({"tokens": "1"}, 0)])
def test_signing_out_everywhere_revokes_them_where_that_is_ticked(client, wen, issued, ticked, alive):
    theirs, _key = tokens.issue(user=factories.member(), name="Other", scopes=["bag:read"], days=30)
    client.force_login(wen)
    assert 'name="tokens"' in client.get("/me/devices/").text
    client.post("/me/devices/all/", ticked)
    assert client.get("/me/profile/").status_code == 302
    assert AccessToken.objects.alive().filter(user=wen).count() == alive
    assert AccessToken.objects.alive().filter(pk=theirs.pk).exists()


def test_a_token_of_staff_opens_only_their_own_shopping(client):
    _row, key = tokens.issue(user=factories.staff("admin"), name="x", scopes=["account:read"], days=None)
    assert ask(client, key, "/admin/").status_code == 302
    assert ask(client, key, "/staff/scan/").status_code == 302


def test_nothing_of_them_is_left_of_someone_erased(wen, issued):
    holding = holdings["tokens"]
    assert holding.export(wen)[0]["name"] == "Till"
    holding.erase(wen)
    assert not AccessToken.objects.exists()
