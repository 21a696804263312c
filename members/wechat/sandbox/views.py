"""The sandbox's pages and endpoints, at WeChat's own paths below /sandbox/wechat/."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from members.wechat import sandbox
from members.wechat.sandbox import PEOPLE, WeChatSays


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """Asks whether the app may know who one is; a POST answers and leads back with a code, or without."""
    _only_while_open()
    asked = request.GET
    back = asked.get("redirect_uri", "")
    if asked.get("appid") != sandbox.APP_ID or not _is_ours(request, back):
        return HttpResponseBadRequest()
    if request.method != "POST":
        return render(request, "members/wechat/authorize.html", {"people": PEOPLE})
    told = {"state": asked.get("state", "")}
    if request.POST.get("who") in PEOPLE:
        told = {"code": sandbox.code_for(request.POST["who"], asked.get("scope", "")), **told}
    return HttpResponseRedirect(
        f"{back}{'&' if urlsplit(back).query else '?'}{urlencode(told)}#"
    )  # or the page's own fragment would come along


@never_cache
@require_safe
def access_token(request: HttpRequest) -> HttpResponse:
    return _told(sandbox.token, request)


@never_cache
@require_safe
def userinfo(request: HttpRequest) -> HttpResponse:
    return _told(sandbox.userinfo, request)


def _told(answer: Callable[[dict[str, str]], dict[str, Any]], request: HttpRequest) -> HttpResponse:
    """JSON under a plain text's name, as WeChat sends it."""
    _only_while_open()
    try:
        told = answer(request.GET.dict())
    except WeChatSays as no:
        told = no.told
    return HttpResponse(json.dumps(told, ensure_ascii=False), content_type="text/plain")


def _is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )


def _only_while_open() -> None:
    if not sandbox.is_open():
        raise Http404
