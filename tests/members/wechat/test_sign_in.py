"""In by WeChat: away with a state of the session, back once, into one account for each name."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from members.accounts.models import User
from members.accounts.services import SIGNED_IN
from members.identities.models import Identity
from members.wechat import services as wechat
from minishop.events.models import Event
from tests import factories
from tests.members.passkeys.conftest import came

from .weixin import TOKEN, TOKEN_PATH

pytestmark = pytest.mark.django_db

IN_WECHAT = {"HTTP_USER_AGENT": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) MicroMessenger/8.0.49"}
BUTTON = "Sign in with WeChat"


def away(client, address: str = "/sign-in/wechat/", **asked) -> str:
    """The state the visitor is sent away with."""
    url = urlsplit(client.get(address, asked)["Location"])
    assert url.path == "/connect/oauth2/authorize"
    return dict(parse_qsl(url.query))["state"]


def back(client, state: str, **asked):
    return client.get("/sign-in/wechat/back/", {"code": "C", "state": state, **asked})


def test_someone_new_has_an_account_known_elsewhere(client, shop):
    assert back(client, away(client))["Location"] == "/me/"
    person = User.objects.get()
    assert client.session[SESSION_KEY] == str(person.pk)
    assert client.session[SIGNED_IN]["way"] == "wechat"
    assert (person.name, person.phone, person.email, person.is_known_elsewhere) == ("小文", None, None, True)
    assert not person.has_usable_password()
    assert Identity.objects.get().subject == "uWen"
    assert Identity.objects.get().used_at is not None
    assert Event.objects.filter(name="member.joined", actor=person).count() == 1


def test_the_same_name_is_the_same_account(client, shop):
    back(client, away(client))
    again = Client()
    back(again, away(again))
    assert User.objects.count() == 1
    assert again.session[SESSION_KEY] == client.session[SESSION_KEY]


def test_it_leads_back_to_what_was_interrupted_and_never_out_of_the_shop(client, shop):
    assert back(client, away(client, next="/checkout/"))["Location"] == "/checkout/"
    other = Client()
    assert back(other, away(other, next="https://evil.example/"))["Location"] == "/me/"


def test_a_name_of_before_the_union_id_gives_way_to_it(client, shop):
    plain = {key: value for key, value in TOKEN.items() if key != "unionid"} | {"scope": "snsapi_base"}
    shop.says(TOKEN_PATH, plain)
    back(client, away(client))
    shop.says(TOKEN_PATH, TOKEN)
    again = Client()
    back(again, away(again))
    assert User.objects.count() == 1
    assert Identity.objects.get().subject == "uWen"


def test_a_state_that_is_not_the_session_s_is_refused_before_wechat_is_asked(client, shop):
    state = away(client)
    for visitor, told in ((client, "another"), (Client(), state)):
        answer = back(visitor, told)
        assert answer.status_code == 400
        assert "That sign-in is over" in answer.text
    assert shop.asked == []
    assert not User.objects.exists()


def test_a_state_is_good_once(client, shop):
    state = away(client)
    back(client, state)
    client.post("/sign-out/")
    assert back(client, state).status_code == 400
    assert SESSION_KEY not in client.session


def test_a_state_waits_ten_minutes(client, shop):
    state = away(client)
    session = client.session
    session[wechat.ERRAND] = session[wechat.ERRAND] | {"until": session[wechat.ERRAND]["until"] - 600}
    session.save()
    assert back(client, state).status_code == 400
    assert shop.asked == []


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"errcode": 40029}, "That sign-in is over"),
        ({"errcode": 40163}, "That sign-in is over"),
        ({"errcode": 40125}, "does not know this shop"),
        ({"errcode": -1}, "did not answer"),
        (TOKEN | {"is_snapshotuser": 1}, "Open the full page first"),
    ],
    ids=["unknown code", "used code", "our secret is wrong", "busy", "a stand-in"],
)
def test_what_went_wrong_is_said_plainly_and_nobody_is_made(client, shop, told, words):
    shop.says(TOKEN_PATH, told)
    answer = back(client, away(client))
    assert answer.status_code == 400
    assert words in answer.text
    assert not User.objects.exists()


def test_whoever_says_no_is_not_asked_about(client, shop):
    answer = back(client, away(client), code="")
    assert "WeChat told us nothing" in answer.text
    assert shop.asked == []


def test_closed_accounts_and_staff_are_not_let_in_here(client, shop):
    back(client, away(client))
    for facts in ({"is_active": False}, {"is_active": True, "is_staff": True}):
        User.objects.update(**facts)
        visitor = Client()
        assert "opens no account here" in back(visitor, away(visitor)).text
        assert SESSION_KEY not in visitor.session


def test_whoever_tries_too_often_waits(client, shop):
    for _ in range(20):
        back(client, away(client), code="C")
        client.post("/sign-out/")
    assert "did not answer" in back(client, away(client)).text
    assert len([path for path, _ in shop.asked if path == TOKEN_PATH]) == 20


def test_it_is_the_first_button_in_wechat_and_no_button_elsewhere(client, shop):
    inside = client.get("/sign-in/", **IN_WECHAT).text
    assert inside.index(BUTTON) < inside.index("Send me a code")
    assert BUTTON not in client.get("/sign-in/").text


def test_where_it_is_not_configured_it_is_not_there(client, settings):
    settings.DEMO = False
    assert BUTTON not in client.get("/sign-in/", **IN_WECHAT).text
    for address in ("/sign-in/wechat/", "/sign-in/wechat/back/", "/sandbox/wechat/sns/userinfo"):
        assert client.get(address).status_code == 404


def test_whoever_signed_in_long_ago_is_asked_before_another_way_in_is_made(client, shop):
    client.force_login(factories.member())
    assert client.get("/me/wechat/")["Location"] == "/me/confirm/?next=/me/wechat/"
    assert client.post("/me/wechat/removal/")["Location"].startswith("/me/confirm/")
    assert not Identity.objects.exists()


def test_a_member_links_it_and_comes_in_by_it(client, shop):
    wen = factories.member()
    came(client, wen)
    answer = back(client, away(client, "/me/wechat/"))
    assert answer["Location"] == "/me/settings/"
    other = Client()
    back(other, away(other))
    assert other.session[SESSION_KEY] == str(wen.pk)
    assert User.objects.count() == 1


def test_one_that_opens_another_account_is_not_taken_from_it(client, shop):
    back(client, away(client))
    owner = User.objects.get()
    mine = Client()
    came(mine, factories.member())
    assert back(mine, away(mine, "/me/wechat/"))["Location"] == "/me/sign-in/joining/"
    assert Identity.objects.get().user == owner


def test_an_errand_to_link_is_over_once_one_signed_out(client, shop):
    came(client, factories.member())
    state = away(client, "/me/wechat/")
    kept = client.session[wechat.ERRAND]
    client.post("/sign-out/")
    client.get("/sign-in/wechat/")
    session = client.session
    session[wechat.ERRAND] = kept
    session.save()
    assert back(client, state).status_code == 400
    assert shop.asked == []


def test_it_is_unlinked_unless_nothing_else_opens_the_account(client, shop):
    back(client, away(client))
    person = User.objects.get()
    client.post("/me/wechat/removal/")
    assert Identity.objects.exists(), "the only way in"
    User.objects.update(email="wen@example.com")
    client.post("/me/wechat/removal/")
    person.refresh_from_db()
    assert not Identity.objects.exists()
    assert not person.is_known_elsewhere
    assert Event.objects.filter(name="identity.unlinked").count() == 1
