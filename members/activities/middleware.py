"""Whoever opened an invitation and then joined was brought by it; the cookie goes with that."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from members.activities import cookies, referrals

GetResponse = Callable[[HttpRequest], HttpResponse]


class Invited:
    """After a sign-in, which ends in a redirect, the invitation in the cookie is bound, or forgotten."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if cookies.NAME not in request.COOKIES or response.status_code != 302:
            return response
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            if found := cookies.read(request):
                referrals.bind(newcomer=user, code=found.code, opened_at=found.opened_at)
            response.delete_cookie(cookies.NAME)
        return response
