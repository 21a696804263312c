"""What members can do for points, their invitation, and the page a friend sees who opens it."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.accounts.models import User
from members.activities import cookies, referrals
from members.activities import services as activities
from members.resuming.services import signed_in
from minishop.links import absolute


@never_cache
@require_safe
@signed_in
def tasks(request: HttpRequest) -> HttpResponse:
    facts = {"tasks": activities.tasks(cast(User, request.user))}
    return render(request, "members/activities/activities.html", facts)


@never_cache
@require_safe
@signed_in
def invite(request: HttpRequest) -> HttpResponse:
    """The member's own link, and how many came by it."""
    member = cast(User, request.user)
    mine = referrals.invitation(user=member)
    link = absolute(reverse("invited", args=[mine.code])) if mine else ""
    facts = {"link": link, "brought": referrals.brought(member), "brings": activities.worth("referred")}
    return render(request, "members/activities/invite.html", facts)


@never_cache
@require_safe
def invited(request: HttpRequest, code: str) -> HttpResponse:
    """A friend's invitation: it is remembered until they join."""
    found = referrals.of(code)
    if found is None:
        raise Http404
    page = render(request, "members/activities/invited.html", {"brings": activities.worth("invited")})
    if not request.user.is_authenticated:
        cookies.keep(page, found.code)
    return page
