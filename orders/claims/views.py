from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.accounts.models import User
from members.resuming.services import signed_in
from minishop.context.toasts import say
from orders.claims import services as claims


@require_POST
@signed_in
def claim(request: HttpRequest) -> HttpResponse:
    """The earlier orders of a proven address join the account."""
    n = claims.claim(user=cast(User, request.user), orders=claims.open_to(request))
    if n:
        said = ngettext("%(count)d order joined your account.", "%(count)d orders joined your account.", n)
        say(request, said % {"count": n})
    return redirect("orders")
