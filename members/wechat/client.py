"""WeChat's web authorisation, as its documentation has it: authorize, then access_token, then userinfo.

The address of the authorize page has its parameters in WeChat's own order, which it insists on. Answers
are JSON whatever their content type says, UTF-8 without saying so; an error is a `errcode` in a 200. A
code is good once and for five minutes. A union id comes only with `snsapi_userinfo` and only where the
account belongs to an open platform. `is_snapshotuser` marks a stand-in that WeChat shows to a page it
opened for a look: it is nobody. Neither secret nor code nor token is in any error raised here.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import httpx

from minishop import outside

OPEN, API = "https://open.weixin.qq.com", "https://api.weixin.qq.com"
SCOPE = "snsapi_userinfo"
MOST_BYTES = 64_000


class Why(StrEnum):
    """What went wrong, as far as the visitor can do something about it."""

    STALE = "stale"  # the code was used, is too old, or was never one
    DENIED = "denied"  # the person said no
    SNAPSHOT = "snapshot"  # the page was opened for a look only
    DOWN = "down"  # no answer, or none that makes sense: trying again may help
    OURS = "ours"  # WeChat does not accept this shop: only its owner can help
    CLOSED = "closed"  # the account may not enter


#: WeChat's own numbers; those not here mean that trying again may help.
MEANS = dict.fromkeys((40029, 40163, 41008, 42003), Why.STALE)
MEANS |= dict.fromkeys((40001, 40013, 40125, 40164, 41002, 41004, 48001, 50002), Why.OURS)


class Refused(Exception):
    """WeChat let nobody in; `why` says what the visitor may do, `code` is WeChat's own number or 0."""

    def __init__(self, why: Why, code: int = 0) -> None:
        super().__init__(f"{why} {code}" if code else str(why))
        self.why, self.code = why, code


@dataclass(frozen=True, slots=True)
class Person:
    """Who came, as WeChat knows them."""

    openid: str
    unionid: str = ""
    nickname: str = ""

    @property
    def subject(self) -> str:
        """The name that is theirs in all of the owner's apps, where there is one."""
        return self.unionid or self.openid


class Client:
    """One app of WeChat's; all that is asked for one person is answered within `timeout` seconds."""

    def __init__(
        self,
        app_id: str,
        secret: str,
        *,
        open_base: str = OPEN,
        api_base: str = API,
        timeout: float = 6.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.app_id, self._secret = app_id, secret
        self._open, self._api = open_base.rstrip("/"), api_base.rstrip("/")
        self._timeout, self._clock = timeout, clock

    def authorize_url(self, *, back: str, state: str) -> str:
        """Where the visitor is asked whether they want to be known here."""
        told = {"appid": self.app_id, "redirect_uri": back, "response_type": "code", "scope": SCOPE}
        return f"{self._open}/connect/oauth2/authorize?{urlencode({**told, 'state': state})}#wechat_redirect"

    @outside.guarded
    def person(self, code: str) -> Person:
        """Who the code stands for.

        Raises:
            Refused: for any reason there is.
        """
        deadline = self._clock() + self._timeout
        asked = {"appid": self.app_id, "secret": self._secret, "code": code}
        token = self._get("sns/oauth2/access_token", asked | {"grant_type": "authorization_code"}, deadline)
        if token.get("is_snapshotuser"):
            raise Refused(Why.SNAPSHOT)
        openid, unionid = _name(token, "openid"), _name(token, "unionid")
        if not openid:
            raise Refused(Why.DOWN)
        if SCOPE not in str(token.get("scope", "")).replace(",", " ").split():
            return Person(openid, unionid)
        return self._named(openid, unionid, str(token.get("access_token", "")), deadline)

    def _named(self, openid: str, unionid: str, token: str, deadline: float) -> Person:
        """The person with nickname; without it where only that is missing."""
        asked = {"access_token": token, "openid": openid, "lang": "zh_CN"}
        try:
            told = self._get("sns/userinfo", asked, deadline)
        except Refused:
            if not unionid:  # it might stand in what we did not get, and then this were somebody else
                raise
            return Person(openid, unionid)
        if _name(told, "openid") != openid:
            raise Refused(Why.DOWN)
        return Person(openid, unionid or _name(told, "unionid"), _name(told, "nickname"))

    def _get(self, path: str, asked: dict[str, str], deadline: float) -> dict[str, Any]:
        try:
            told = json.loads(self._read(f"{self._api}/{path}", asked, deadline))
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
            raise Refused(Why.DOWN) from None
        if not isinstance(told, dict):
            raise Refused(Why.DOWN)
        code = told.get("errcode", 0)
        if code:
            code = code if isinstance(code, int) else 0
            raise Refused(MEANS.get(code, Why.DOWN), code)
        return told

    def _read(self, url: str, asked: dict[str, str], deadline: float) -> bytes:
        body = b""
        with (
            httpx.Client(timeout=self._left(deadline), trust_env=False) as http,
            http.stream("GET", url, params=asked) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise Refused(Why.DOWN)
            for part in answer.iter_bytes():
                body += part
                self._left(deadline)
                if len(body) > MOST_BYTES:
                    raise Refused(Why.DOWN)
        return body

    def _left(self, deadline: float) -> float:
        left = deadline - self._clock()
        if left <= 0:
            raise Refused(Why.DOWN)
        return left


def _name(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return value.strip()[:120] if isinstance(value, str) else ""
