"""The member's tier: how far the next one is, what theirs brings, what each brings, and its history."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.accounts.models import User
from members.privileges import words
from members.resuming.services import signed_in
from members.tiers import services as tiers


@never_cache
@require_safe
@signed_in
def tier(request: HttpRequest) -> HttpResponse:
    member = cast(User, request.user)
    told = tiers.of(member)
    facts = {
        "own": told,
        "ladder": words.ladder(told),
        "counts": words.counts(told.programme),
        "changes": [(change, words.why(change)) for change in tiers.history(told.membership.user)],
    }
    return render(request, "members/privileges/tier.html", facts)
