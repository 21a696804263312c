"""A stand-in for WeChat in the demo: its authorize page, its two endpoints, two people.

It speaks the wire format as documented, over real HTTP; codes are good once and for five minutes, tokens
for two hours. It keeps no books: codes and tokens are signed.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from minishop import limits

APP_ID = "wx0000rehearsal000"
SALT = "members.wechat.sandbox"
MINUTES_5, HOURS_2 = 300, 7200

#: Lin's account belongs to no open platform: she has no union id.
PEOPLE: dict[str, dict[str, str]] = {
    "wen": {"openid": "oRehearsalWen0000000000000001", "unionid": "uRehearsalWen001", "nickname": "小文"},
    "lin": {"openid": "oRehearsalLin0000000000000001", "nickname": "林晚"},
}


class WeChatSays(Exception):
    """An error as WeChat tells it."""

    def __init__(self, errcode: int, errmsg: str) -> None:
        super().__init__(errmsg)
        self.told = {"errcode": errcode, "errmsg": errmsg}


def is_open() -> bool:
    """Only in a demo, and only while no real app is configured."""
    return settings.DEMO and not settings.WECHAT_APP_ID


def secret() -> str:
    """What the shop and its sandbox share."""
    return salted_hmac(SALT, APP_ID, algorithm="sha256").hexdigest()[:32]


def code_for(who: str, scope: str) -> str:
    return signing.dumps({"who": who, "scope": scope, "once": secrets.token_hex(8)}, salt=f"{SALT}.code")


def token(asked: dict[str, str]) -> dict[str, Any]:
    """What GET /sns/oauth2/access_token answers.

    Raises:
        WeChatSays: the app or the code is none, or the code was used.
    """
    if asked.get("appid") != APP_ID:
        raise WeChatSays(40013, "invalid appid")
    if asked.get("secret") != secret():
        raise WeChatSays(40125, "invalid appsecret")
    told = _signed(asked.get("code", ""), "code", MINUTES_5, WeChatSays(40029, "invalid code"))
    if not limits.take("wechat.sandbox", told["once"], most=1, per=timedelta(minutes=10)):
        raise WeChatSays(40163, "code been used")
    person = PEOPLE[told["who"]]
    named = told["scope"] == "snsapi_userinfo" and "unionid" in person
    access = signing.dumps({"who": told["who"], "scope": told["scope"]}, salt=f"{SALT}.token")
    return {
        "access_token": access,
        "expires_in": HOURS_2,
        "refresh_token": secrets.token_urlsafe(40),
        "openid": person["openid"],
        "scope": told["scope"],
        **({"unionid": person["unionid"]} if named else {}),
    }


def userinfo(asked: dict[str, str]) -> dict[str, Any]:
    """What GET /sns/userinfo answers.

    Raises:
        WeChatSays: the token is none, is another's, or does not reach so far.
    """
    told = _signed(asked.get("access_token", ""), "token", HOURS_2, WeChatSays(40001, "invalid credential"))
    person = PEOPLE[told["who"]]
    if asked.get("openid") != person["openid"]:
        raise WeChatSays(40003, "invalid openid")
    if told["scope"] != "snsapi_userinfo":
        raise WeChatSays(48001, "api unauthorized")
    plain = {"sex": 0, "province": "", "city": "", "country": "", "headimgurl": "", "privilege": []}
    return {**person, **plain}


def _signed(text: str, kind: str, seconds: int, otherwise: WeChatSays) -> dict[str, str]:
    try:
        return signing.loads(text, salt=f"{SALT}.{kind}", max_age=seconds)
    except signing.BadSignature:
        raise otherwise from None
