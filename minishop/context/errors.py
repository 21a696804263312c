"""Pages for when something went wrong: plain words and a code that finds the log line."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from minishop.api import problems

log = logging.getLogger("minishop.errors")
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SOON = 2  # seconds after which asking again makes sense


def support_code(request: HttpRequest) -> str:
    """One code for this request, written to the log beside its address."""
    code = getattr(request, "support_code", "")
    if not code:
        code = "E-" + "".join(secrets.choice(ALPHABET) for _ in range(5))
        request.support_code = code  # type: ignore[attr-defined]
        log.warning("support code %s for %s %s", code, request.method, request.path)
    return code


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, "404.html", 404)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token is missing or old: nothing was changed, and the way back is offered."""
    return _page(request, "403_csrf.html", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Leans on nothing that may be the thing that broke: no database, no session, no context.

    503 while the database is away: the same request may be sent again, and soon.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    if problems.concerns(request):
        return _broken(request, away)
    page = render_to_string("500.html", {"support": support_code(request)})
    if away:
        return HttpResponse(page, status=503, headers={"Retry-After": str(SOON)})
    return HttpResponse(page, status=500)


def _broken(request: HttpRequest, away: bool) -> HttpResponse:
    kind = problems.AWAY if away else problems.BROKEN
    headers = {"Retry-After": str(SOON)} if away else {}
    return problems.response(request, problems.Problem(kind, headers=headers, support=support_code(request)))


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    if problems.concerns(request):
        return problems.response(request, problems.Problem(problems.of_status(status)))
    return render(request, template, {"support": support_code(request)}, status=status)
