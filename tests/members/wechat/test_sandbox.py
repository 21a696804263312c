"""The sandbox speaks WeChat's protocol over HTTP, and the shop comes in by it as by the real one."""

import json
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from members.accounts.models import User
from members.identities.models import Identity
from members.wechat import sandbox
from members.wechat import services as wechat
from members.wechat.client import Client, Refused, Why

BASE = "/sandbox/wechat"


def allowed(client, who: str, scope: str = "snsapi_userinfo") -> dict[str, str]:
    """What the sandbox leads back with."""
    asked = {"appid": sandbox.APP_ID, "redirect_uri": "http://testserver/b/", "scope": scope, "state": "S"}
    address = f"{BASE}/connect/oauth2/authorize?{httpx.QueryParams(asked)}"
    assert "小文" in client.get(address).text
    return dict(parse_qsl(urlsplit(client.post(address, {"who": who})["Location"]).query))


def token(client, **asked: str) -> dict:
    told = {"appid": sandbox.APP_ID, "secret": sandbox.secret(), "grant_type": "authorization_code"}
    return json.loads(client.get(f"{BASE}/sns/oauth2/access_token", told | asked).content)


def person(client, asked: dict[str, str]) -> dict:
    return json.loads(client.get(f"{BASE}/sns/userinfo", asked).content)


@pytest.mark.django_db
def test_a_refusal_leads_back_without_a_code(client):
    assert allowed(client, "") == {"state": "S"}


@pytest.mark.django_db
def test_a_code_is_good_once(client):
    code = allowed(client, "wen")["code"]
    assert token(client, code=code)["openid"] == sandbox.PEOPLE["wen"]["openid"]
    assert token(client, code=code)["errcode"] == 40163


@pytest.mark.django_db
def test_its_errors_have_wechat_s_numbers(client):
    code = allowed(client, "wen")["code"]
    assert token(client, code="nonsense")["errcode"] == 40029
    assert token(client, code=code, secret="guess")["errcode"] == 40125
    assert token(client, code=code, appid="wx1")["errcode"] == 40013
    silent = token(client, code=allowed(client, "lin", "snsapi_base")["code"])
    asked = {"access_token": silent["access_token"], "openid": silent["openid"]}
    assert person(client, asked)["errcode"] == 48001
    assert person(client, asked | {"access_token": "x"})["errcode"] == 40001


@pytest.mark.django_db
def test_it_leads_nowhere_but_back_to_this_shop(client):
    asked = {"appid": sandbox.APP_ID, "redirect_uri": "https://evil.example/", "state": "S"}
    assert client.post(f"{BASE}/connect/oauth2/authorize?{httpx.QueryParams(asked)}").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_the_shop_comes_in_by_it_over_http(client, live_server, settings):
    settings.PUBLIC_URL, settings.DEMO = live_server.url, True
    with httpx.Client(base_url=live_server.url, follow_redirects=True) as visitor:
        for who, named in (("wen", "小文"), ("lin", "林晚")):
            visitor.cookies.clear()
            asking = visitor.get("/sign-in/wechat/", params={"next": "/me/"})
            assert asking.url.path == f"{BASE}/connect/oauth2/authorize"
            own = {"Origin": live_server.url, "Sec-Fetch-Site": "same-origin"}
            page = visitor.post(str(asking.url), data={"who": who}, headers=own)
            assert page.url.path == "/me/"
            assert named in page.text
    assert User.objects.filter(is_known_elsewhere=True).count() == 2
    assert set(Identity.objects.values_list("subject", flat=True)) == {
        sandbox.PEOPLE["wen"]["unionid"],
        sandbox.PEOPLE["lin"]["openid"],
    }
    app = wechat.client()
    assert isinstance(app, Client)
    with pytest.raises(Refused) as no:
        app.person("nonsense")
    assert no.value.why == Why.STALE
