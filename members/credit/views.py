"""The member's store credit: what there is, what is held, and every movement."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.accounts.models import User
from members.credit import services as credit
from members.resuming.services import signed_in


@never_cache
@require_safe
@signed_in
def statement(request: HttpRequest) -> HttpResponse:
    told = credit.statement(cast(User, request.user))
    return render(request, "members/credit/statement.html", {"told": told})
