"""Whatever is raised inside the API leaves it as a problem."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from minishop.api import problems
from minishop.api.problems import Problem
from minishop.idempotency import KeyReused

problems.add(KeyReused, problems.KEY_REUSED)


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The problem this exception is; None for one nobody expected, which is then a fault of ours."""
    problem = error if isinstance(error, Problem) else problems.known(error) or _of_framework(error)
    if problem is None:
        return None
    request = context["request"]._request
    told = problems.body(request, problem)
    headers = {"Cache-Control": "private, no-store", **problem.headers}
    return Response(told, problem.kind.status, headers=headers, content_type=problems.MEDIA_TYPE)


def _of_framework(error: Exception) -> Problem | None:
    if isinstance(error, Http404):
        return Problem(problems.NOT_FOUND)
    if isinstance(error, PermissionDenied):
        return Problem(problems.FORBIDDEN)
    if isinstance(error, exceptions.ValidationError):
        return Problem(problems.INVALID, errors=list(flaws(error.get_full_details())))
    if isinstance(error, exceptions.ParseError):
        return Problem(problems.MALFORMED)
    if isinstance(error, exceptions.APIException):
        return Problem(problems.of_status(error.status_code), _detail(error), headers=_headers(error))
    return None


def _detail(error: exceptions.APIException) -> str:
    """What our own permissions say; the framework's sentences only repeat the title."""
    usual = error.detail == getattr(error, "default_detail", None)
    own = isinstance(error, exceptions.PermissionDenied | exceptions.AuthenticationFailed) and not usual
    return str(error.detail) if own else ""


def _headers(error: exceptions.APIException) -> dict[str, str]:
    header, wait = getattr(error, "auth_header", None), getattr(error, "wait", None)
    told = {"WWW-Authenticate": header} if header else {}
    return told | ({"Retry-After": str(int(wait) + 1)} if wait else {})


def flaws(details: Any, where: str = "#") -> Iterator[dict[str, str]]:
    """Each flaw with a JSON Pointer to what it is about."""
    if isinstance(details, dict) and {"message", "code"} == details.keys():
        yield {"pointer": where, "detail": str(details["message"]), "code": str(details["code"])}
    elif isinstance(details, dict):
        for name, inner in details.items():
            step = "" if name == "non_field_errors" else f"/{escaped(str(name))}"
            yield from flaws(inner, f"{where}{step}")
    else:
        for place, inner in enumerate(details):
            is_flaw = isinstance(inner, dict) and {"message", "code"} == inner.keys()
            yield from flaws(inner, where if is_flaw else f"{where}/{place}")


def escaped(name: str) -> str:
    """The name as a step of a JSON Pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def in_the_query(error: exceptions.ValidationError) -> Problem:
    """The same for what the address asks: each flaw names its parameter."""
    told = [
        {"parameter": flaw["pointer"].split("/")[1], "detail": flaw["detail"], "code": flaw["code"]}
        for flaw in flaws(error.get_full_details())
    ]
    return Problem(problems.INVALID, _("Look at what the address asks for."), errors=told)


def of_form(form: BaseForm, pointers: Mapping[str, str]) -> list[dict[str, str]]:
    """What a form of our pages says is wrong, each with where it stands in what was sent; else its name."""
    return [
        {"pointer": f"#/{pointers.get(name, name)}", "detail": flaw["message"], "code": flaw["code"]}
        for name, found in form.errors.get_json_data().items()
        for flaw in found
    ]
