from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from members.accounts.models import User
from minishop.context.toasts import say
from orders.claims import services as claims


@require_POST
@login_required
def claim(request: HttpRequest) -> HttpResponseRedirect:
    """The earlier orders of a proven address join the account."""
    n = claims.claim(user=cast(User, request.user), orders=claims.open_to(request))
    if n:
        said = ngettext("%(count)d order joined your account.", "%(count)d orders joined your account.", n)
        say(request, said % {"count": n})
    return redirect("orders")
