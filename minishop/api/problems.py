"""What went wrong, as RFC 9457 says it: each kind has an address where it is explained.

A department names its kinds with `kind` and says with `add` which of its exceptions is which; a view
raises the exception and writes no answer of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext_lazy as _

from minishop.registry import Registry

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"
Facts = Callable[[Any], dict[str, Any]]
Words = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: its status, its title, and what the caller may do about it."""

    code: str
    status: int
    title: Any
    about: Any


kinds: Registry[Kind] = Registry("kind of problem")


def kind(code: str, status: int, title: Any, about: Any = "") -> Kind:
    """The kind is known by its code, and explained at its address."""
    return kinds.add(code, Kind(code, status, title, about))


INVALID = kind(
    "invalid", 400, _("Something in the request is not right"), _("`errors` names each field and its flaw.")
)
MALFORMED = kind("malformed", 400, _("The body can’t be read"), _("Send one JSON value in UTF-8."))
BAD_CURSOR = kind(
    "bad-cursor",
    400,
    _("The cursor is not one of ours"),
    _("Follow `next` and `previous` as they are, with the filters and the order they were given for."),
)
KEY_MISSING = kind(
    "idempotency-key-missing",
    400,
    _("This needs an Idempotency-Key"),
    _("Make one up for each thing you want done, such as a UUID, and send it again with each retry."),
)
UNAUTHENTICATED = kind(
    "unauthenticated",
    401,
    _("Who asks is not known"),
    _("Send `Authorization: Bearer` with a token that is alive, or sign in."),
)
FORBIDDEN = kind("forbidden", 403, _("That is not allowed"))
INSUFFICIENT_SCOPE = kind(
    "insufficient-scope",
    403,
    _("The token may not do this"),
    _("Make a token with the scope that `scope` names."),
)
NOT_FOUND = kind(
    "not-found", 404, _("There is no such thing"), _("What belongs to someone else is not there either.")
)
WRONG_METHOD = kind("method-not-allowed", 405, _("That can’t be done here"), _("`Allow` says what can."))
NOT_ACCEPTABLE = kind("not-acceptable", 406, _("We only speak JSON"))
CONFLICT = kind("conflict", 409, _("It is no longer as you saw it"))
KEY_IN_FLIGHT = kind(
    "idempotency-key-in-flight",
    409,
    _("The same request is being worked on"),
    _("Ask again with the same key after `Retry-After` seconds; you get the answer of the first."),
)
CHANGED = kind(
    "precondition-failed",
    412,
    _("It has changed since you read it"),
    _("Read it again and send the new ETag in `If-Match`."),
)
TOO_LARGE = kind("too-large", 413, _("The request is too large"), _("A body has at most one megabyte."))
UNSUPPORTED = kind(
    "unsupported-media-type", 415, _("Only JSON is read"), _("Send `Content-Type: application/json`.")
)
KEY_REUSED = kind(
    "idempotency-key-reused",
    422,
    _("The Idempotency-Key was used for something else"),
    _("A key stands for one request with one body. Make up a new one."),
)
TOO_MANY = kind(
    "too-many-requests", 429, _("Too many requests"), _("Wait `Retry-After` seconds, then go on.")
)
BROKEN = kind(
    "server-error", 500, _("Something broke on our side"), _("Tell us the code in `support`; we find it.")
)
AWAY = kind(
    "unavailable", 503, _("The shop is away for a moment"), _("Ask again after `Retry-After` seconds.")
)
_BY_STATUS = {kind.status: kind for _code, kind in reversed(list(kinds))}


class Problem(Exception):
    """Answered as what it is: a kind, this occurrence in words, and facts a program can use."""

    def __init__(
        self, kind: Kind, detail: Any = "", *, headers: Mapping[str, str] | None = None, **facts: Any
    ) -> None:
        self.kind, self.detail, self.facts, self.headers = kind, detail, facts, dict(headers or {})
        super().__init__(kind.code)


@dataclass(frozen=True, slots=True)
class _Known:
    kind: Kind
    detail: Words | None
    facts: Facts | None


_known: dict[type[Exception], _Known] = {}


def add(
    error: type[Exception], kind: Kind, *, detail: Words | None = None, facts: Facts | None = None
) -> None:
    """Wherever the API meets this exception it answers with this kind.

    `facts` takes what a program needs from the exception, `detail` says it in words.
    """
    _known[error] = _Known(kind, detail, facts)


def known(error: Exception) -> Problem | None:
    """The problem that a domain exception is."""
    found = next((_known[cls] for cls in type(error).__mro__ if cls in _known), None)
    if found is None:
        return None
    detail = found.detail(error) if found.detail else ""
    return Problem(found.kind, detail, **(found.facts(error) if found.facts else {}))


def of_status(status: int) -> Kind:
    """The general kind of a status."""
    return _BY_STATUS.get(status, BROKEN if status >= 500 else INVALID)


def concerns(request: HttpRequest) -> bool:
    """Whether a program asks, which reads problems and no pages."""
    return request.path.startswith(f"{PREFIX}v")


def body(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    """What the answer says."""
    told = problem.kind
    said: dict[str, Any] = {"type": request.build_absolute_uri(reverse("api-problem", args=[told.code]))}
    said |= {"title": str(told.title), "status": told.status, "instance": escape_uri_path(request.path)}
    if problem.detail:
        said["detail"] = str(problem.detail)
    return said | problem.facts


def response(request: HttpRequest, problem: Problem) -> JsonResponse:
    """The answer, for where no view of the API stands: unknown addresses, and our own faults."""
    headers = {"Cache-Control": "private, no-store", **problem.headers}
    return JsonResponse(
        body(request, problem), status=problem.kind.status, content_type=MEDIA_TYPE, headers=headers
    )
