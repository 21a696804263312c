"""A POST with an `Idempotency-Key` is done once, however often it comes; later ones get the first's answer.

    class OrdersView(View):
        @repeating.once
        def post(self, request): ...

Only what was done is remembered: after a refusal nothing is, and the same key may try again. A key belongs
to its owner; the same key with another address or body is refused (422).
"""

import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from minishop import idempotency, limits
from minishop.api import problems
from minishop.api.problems import Problem

HEADER = "Idempotency-Key"
LONGEST = 255
REPLAYED = "Idempotent-Replayed"
#: What of the first answer's headers is said again.
KEPT = ("Location", "ETag")
Method = Callable[..., Response]


class _Refused(Exception):
    """The work answered with a refusal: what it did is undone and nothing is remembered."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer


def once(method: Method) -> Method:
    """The key is required; the work runs in one transaction with it, so that both hold or neither.

    Another request with the key waits until the first has committed. Not for what asks the network.
    """
    repeatable = _repeatable(method, _in_one, is_needed=True)
    repeatable.needs_key = True  # type: ignore[attr-defined]
    return repeatable


def maybe(method: Method) -> Method:
    """The same where the key may be left out, and then every request counts."""
    repeatable = _repeatable(method, _in_one, is_needed=False)
    repeatable.takes_key = True  # type: ignore[attr-defined]
    return repeatable


def once_outside(method: Method) -> Method:
    """The key is required; the work runs in no transaction, for it asks the network.

    A second request meanwhile is told to come again (409). What dies half-way is done anew by the next
    request after `idempotency.LEASE`, so the work itself must stand being repeated by its own reference.
    """
    repeatable = _repeatable(method, _claimed, is_needed=True)
    repeatable.needs_key = True  # type: ignore[attr-defined]
    return repeatable


def _repeatable(method: Method, run: Callable[..., Response], *, is_needed: bool) -> Method:
    """The method, run under the request's key."""

    @functools.wraps(method)
    def repeatable(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = key_of(request)
        if key:
            return run(view, request, key, lambda: method(view, request, *args, **kwargs))
        if is_needed:
            raise Problem(problems.KEY_MISSING)
        return method(view, request, *args, **kwargs)

    return repeatable


def key_of(request: Request) -> str:
    """What the caller calls this request.

    Raises:
        Problem: it is longer than a key may be.
    """
    key = request.headers.get(HEADER, "").strip()
    if len(key) > LONGEST:
        flaw = {"parameter": HEADER, "detail": _("At most 255 characters."), "code": "max_length"}
        raise Problem(problems.INVALID, errors=[flaw])
    return key


def scope_of(user: Any) -> str:
    """Where a person's keys are kept, so that they go with the person."""
    return f"api:user:{user.pk}"


def _place(view: Any, request: Request, key: str) -> dict[str, Any]:
    """Whose key it is, and what is asked with it."""
    if request.user.is_authenticated:
        scope, owner = scope_of(request.user), ""
    else:
        scope, owner = "api:guest", _guest(view, request)
    digest = hashlib.sha256(f"{owner}|{key}".encode()).hexdigest()
    asked = [request.method, request.path, request.data]
    return {"scope": scope, "key": digest, "fingerprint": asked}


def _guest(view: Any, request: Request) -> str:
    """What tells one guest from another: what they hold (`guest_key()` of the view), and where they are."""
    held = view.guest_key() if hasattr(view, "guest_key") else ""
    return f"{held}|{limits.household(request.META['REMOTE_ADDR'])}"


def _in_one(view: Any, request: Request, key: str, work: Callable[[], Response]) -> Response:
    fresh: list[Response] = []

    def act() -> dict[str, Any]:
        answer = work()
        if answer.status_code >= 400:
            raise _Refused(answer)
        fresh.append(answer)
        return _kept(answer)

    try:
        told = idempotency.once(**_place(view, request, key), work=act)
    except _Refused as refused:
        return refused.answer
    return fresh[0] if fresh else _again(told)


def _claimed(view: Any, request: Request, key: str, work: Callable[[], Response]) -> Response:
    place = _place(view, request, key)
    try:
        told = idempotency.claim(**place)
    except idempotency.InFlight as flight:
        raise Problem(problems.KEY_IN_FLIGHT, headers={"Retry-After": "1"}) from flight
    if told is not None:
        return _again(told)
    try:
        answer = work()
    except BaseException:
        idempotency.forget(scope=place["scope"], key=place["key"])
        raise
    if answer.status_code >= 400:
        idempotency.forget(scope=place["scope"], key=place["key"])
    else:
        idempotency.keep(scope=place["scope"], key=place["key"], result=_kept(answer))
    return answer


def _kept(answer: Response) -> dict[str, Any]:
    headers = {name: answer.headers[name] for name in KEPT if name in answer.headers}
    return {
        "status": answer.status_code,
        # As text, for a column of JSON keeps no order: the answer is the same to the byte.
        "body": JSONRenderer().render(answer.data).decode() if answer.data is not None else None,
        "headers": headers,
    }


def _again(told: dict[str, Any]) -> Response:
    body = None if told["body"] is None else json.loads(told["body"])
    return Response(body, told["status"], headers={**told["headers"], REPLAYED: "true"})
