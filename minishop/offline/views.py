"""Copies of public pages for when there is no connection, kept by the browser's service worker."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from minishop.brand import services as brands
from minishop.brand.models import Brand

#: What an offline page needs to look like itself.
SHELL = (
    "css/store.css",
    "js/store.js",
    "js/kept.js",
    "vendor/htmx.js",
    "img/icons.svg",
    "img/thread.svg",
    "fonts/fraunces-latin.woff2",
    "fonts/fraunces-latin-italic.woff2",
)


@cache
def _source() -> str:
    return (Path(settings.STATICFILES_DIRS[0]) / "js" / "worker.js").read_text(encoding="utf-8")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that it may look after every page."""
    head = "".join(
        f"const {name} = {json.dumps(value)}\n" for name, value in _facts(brands.current()).items()
    )
    return HttpResponse(head + _source(), content_type="text/javascript; charset=utf-8")


def _facts(brand: Brand) -> dict[str, Any]:
    """What the worker cannot know by itself; it is a new worker whenever one of them changes."""
    return {
        "SHELL": [*(static(name) for name in (*SHELL, brand.sprite) if name), *_dress(brand)],
        "OFFLINE": reverse("offline"),
        "NAMED_BY_CONTENT": not settings.DEBUG,
        "SIGN_OUT": reverse("sign-out"),
        "RENEWAL": reverse("push-renewal"),
        "ICON": brand.icon_url(192),
        "BADGE": brand.icon_url(96, "badge"),
    }


def _dress(brand: Brand) -> list[str]:
    """The brand's own colours and letters, as far as they lie with us."""
    sheet = [reverse("brand-css", args=[brand.digest])] if brand.digest else []
    files = [file.url for file in (brand.font, brand.logo) if file]
    return sheet + [url for url in files if url.startswith("/")]


@require_GET
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """What one sees offline on a page that was never kept; whoever asks, it says nothing of them."""
    return render(request, "offline.html", {"bag_pieces": 0, "messages": ()})
