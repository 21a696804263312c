"""Pages of our own are known by their session; what they change is checked as forms are."""

from typing import Any

from rest_framework import authentication
from rest_framework.request import Request

from minishop.csrf import comes_from_us


class SessionAuthentication(authentication.SessionAuthentication):
    """Whoever is signed in; a change must come from a page of this shop, or bring the form's token."""

    def enforce_csrf(self, request: Request) -> None:
        if comes_from_us(request):
            return
        super().enforce_csrf(request)

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        user = getattr(request._request, "user", None)
        if user is None or not user.is_active or not user.is_authenticated:
            return None
        self.enforce_csrf(request)
        return user, None
