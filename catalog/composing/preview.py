"""A page as shoppers would see it, for staff, in a frame of the admin.

Only this address may be framed, and only by this shop. Nothing in it leads anywhere: links have no
address, and the policy lets no form be sent. It is kept by nobody and found by no search engine.
"""

import re
from datetime import datetime

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language

from catalog.composing.forms import PreviewForm
from catalog.pages import content, showing
from catalog.pages.content import Content
from catalog.pages.models import HOME, Page
from minishop import csp

LINK = re.compile(rb"(<a\b[^>]*?)\shref=")
FRAMED = csp.STORE | {"frame-ancestors": [SELF], "form-action": [NONE]}


def show(request: HttpRequest, page: Page) -> HttpResponse:
    """The page as the query asks for it.

    Raises:
        Http404: there is no such revision, or the query says nothing we know.
    """
    form = PreviewForm(request.GET)
    if not form.is_valid():
        raise Http404("preview")
    asked = form.cleaned_data
    with translation.override(asked["language"] or get_language()):
        return _closed(_page(request, page, _content(page, asked["what"], asked["at"]), asked["at"]))


def with_frame(response: HttpResponse) -> HttpResponse:
    """The answer, allowed to frame addresses of this shop."""
    policy = csp.ADMIN | {"frame-src": [SELF]}
    response._csp_config = csp.with_media(policy, settings.MEDIA_URL)  # type: ignore[attr-defined]
    return response


def _content(page: Page, what: str, at: datetime | None) -> Content | None:
    """The working copy, a revision by number, or what shoppers see then."""
    if what == PreviewForm.COPY:
        return content.of_page(page)
    if what == PreviewForm.SEEN:
        seen = showing.live_at(page.handle, at or timezone.now())
        return seen.content if seen else None
    revision = page.revisions.filter(number=int(what) if what.isdecimal() else 0).first()
    if revision is None:
        raise Http404(what)
    return revision.content


def _page(request: HttpRequest, page: Page, told: Content | None, at: datetime | None) -> HttpResponse:
    """Without the messages of whoever looks, which are not for the frame to say."""
    if told is None:
        return render(request, "catalog/pages/unseen.html", {"messages": []})
    shown = showing.preview(page.handle, told, at)
    template = "home" if page.handle == HOME else "page"
    context = {"shown": shown, "page": shown.page, "messages": []}
    return render(request, f"catalog/pages/{template}.html", context)


def _closed(response: HttpResponse) -> HttpResponse:
    response.content = LINK.sub(rb"\1 data-to=", response.content)
    response._csp_config = csp.with_media(FRAMED, settings.MEDIA_URL)  # type: ignore[attr-defined]
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response
