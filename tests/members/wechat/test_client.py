"""The client, against a server on this machine that speaks WeChat's protocol, well and badly."""

import logging
from urllib.parse import parse_qsl, urlsplit

import pytest

from members.wechat.client import Client, Person, Refused, Why

from .conftest import APP, SECRET
from .weixin import PERSON, PERSON_PATH, TOKEN, TOKEN_PATH

CODE = "a-code-nobody-may-read"


@pytest.fixture
def client(weixin) -> Client:
    return Client(APP, SECRET, api_base=weixin.base, timeout=2)


def refused(client: Client) -> Refused:
    with pytest.raises(Refused) as no:
        client.person(CODE)
    return no.value


def test_the_address_has_its_parameters_in_the_order_wechat_insists_on():
    url = urlsplit(Client(APP, SECRET).authorize_url(back="https://shop.example/b/?a=1", state="S"))
    assert f"{url.scheme}://{url.netloc}{url.path}" == "https://open.weixin.qq.com/connect/oauth2/authorize"
    assert url.fragment == "wechat_redirect"
    assert parse_qsl(url.query) == [
        ("appid", APP),
        ("redirect_uri", "https://shop.example/b/?a=1"),
        ("response_type", "code"),
        ("scope", "snsapi_userinfo"),
        ("state", "S"),
    ]


def test_it_asks_as_documented_and_reads_utf_8_without_being_told(client, weixin):
    assert client.person(CODE) == Person("oWen", "uWen", "小文")
    assert weixin.asked == [
        (TOKEN_PATH, {"appid": APP, "secret": SECRET, "code": CODE, "grant_type": "authorization_code"}),
        (PERSON_PATH, {"access_token": TOKEN["access_token"], "openid": "oWen", "lang": "zh_CN"}),
    ]


def test_the_union_id_comes_before_the_open_id():
    assert Person("o", "u").subject == "u"
    assert Person("o").subject == "o"


def test_the_union_id_may_come_with_the_person(client, weixin):
    weixin.says(TOKEN_PATH, {key: value for key, value in TOKEN.items() if key != "unionid"})
    assert client.person(CODE).subject == "uWen"


def test_a_silent_sign_in_asks_for_no_name(client, weixin):
    weixin.says(TOKEN_PATH, {"access_token": "A", "openid": "oWen", "scope": "snsapi_base"})
    assert client.person(CODE) == Person("oWen")
    assert len(weixin.asked) == 1


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (40029, Why.STALE),
        (40163, Why.STALE),
        (40125, Why.OURS),
        (40013, Why.OURS),
        (40164, Why.OURS),
        (-1, Why.DOWN),
        (45011, Why.DOWN),
        (99999, Why.DOWN),
    ],
)
def test_its_errors_are_told_apart(client, weixin, code, why):
    weixin.says(TOKEN_PATH, {"errcode": code, "errmsg": f"no, {CODE}"})
    no = refused(client)
    assert (no.why, no.code) == (why, code)
    assert CODE not in str(no)


def test_a_stand_in_is_nobody(client, weixin):
    weixin.says(TOKEN_PATH, TOKEN | {"is_snapshotuser": 1})
    assert refused(client).why == Why.SNAPSHOT
    assert len(weixin.asked) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (500, b"oops"),
        (302, b""),
        (200, b"<html>"),
        (200, b""),
        (200, b"[]"),
        (200, b"\xff\xfe"),
        (200, b"{}"),
        (200, b'{"openid": 7}'),
        (200, b'{"openid": ""}'),
        (200, b'{"errcode": "many"}'),
        (200, b" " * 70_000),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(client, weixin, status, body):
    weixin.says(TOKEN_PATH, body, status=status)
    assert refused(client).why == Why.DOWN


def test_nobody_there_is_no_answer(weixin):
    assert refused(Client(APP, SECRET, api_base="http://127.0.0.1:9", timeout=2)).why == Why.DOWN


def test_an_answer_that_drips_is_left_after_its_time(weixin):
    weixin.says(TOKEN_PATH, TOKEN, slow=0.05)
    assert refused(Client(APP, SECRET, api_base=weixin.base, timeout=0.4)).why == Why.DOWN


def test_the_time_is_one_for_both_questions(weixin):
    """The clock is past the deadline once the first answer is read."""
    ticks = iter([0.0, 0.0, *[1.0] * 1, *[9.0] * 50])
    client = Client(APP, SECRET, api_base=weixin.base, timeout=5, clock=lambda: next(ticks))
    assert client.person(CODE) == Person("oWen", "uWen")
    assert [path for path, _ in weixin.asked] == [TOKEN_PATH]


def test_without_the_name_one_still_comes_in(client, weixin):
    weixin.says(PERSON_PATH, b"oops", status=502)
    assert client.person(CODE) == Person("oWen", "uWen")


def test_but_not_where_the_union_id_might_have_stood_there(client, weixin):
    """Else whoever has an account under the union id would get a second one under the open id."""
    weixin.says(TOKEN_PATH, {key: value for key, value in TOKEN.items() if key != "unionid"})
    weixin.says(PERSON_PATH, b"oops", status=502)
    assert refused(client).why == Why.DOWN


def test_another_s_name_is_not_taken(client, weixin):
    weixin.says(PERSON_PATH, PERSON | {"openid": "oLin"})
    assert refused(client).why == Why.DOWN


def test_nothing_secret_is_logged_at_any_level(client, weixin, caplog):
    caplog.set_level(logging.DEBUG)
    client.person(CODE)
    weixin.says(TOKEN_PATH, b"oops", status=500)
    no = refused(client)
    told = caplog.text + repr(no) + repr(no.__cause__) + repr(client)
    assert not [secret for secret in (SECRET, CODE, TOKEN["access_token"]) if secret in told]
