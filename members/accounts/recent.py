"""What is grave asks for a sign-in of the last ten minutes; whoever signed in longer ago proves it again."""

from collections.abc import Callable
from functools import wraps
from time import time
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from members.accounts.services import SIGNED_IN
from members.devices import services as devices
from members.resuming.services import away, signed_in

SECONDS = 10 * 60

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def is_recent(request: HttpRequest) -> bool:
    """Whether this session's person came in, or proved it, within the last ten minutes."""
    told = request.session.get(SIGNED_IN)
    if told:
        return 0 <= time() - told.get("at", 0) < SECONDS
    return devices.came_by_password(request.session.session_key, seconds=SECONDS)


def recent(view: View[Rest]) -> View[Rest]:
    """Members only, and just signed in: others are asked, and come back to what they were doing."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        return view(request, *args, **kwargs) if is_recent(request) else away(request, "me-confirm")

    return signed_in(asked)
