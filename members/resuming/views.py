"""The page that goes on with what was interrupted, by one tap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.resuming import services as resuming


@never_cache
@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """What was sent, once more as a form; it is shown once."""
    found = resuming.kept(request)
    if not found or not request.user.is_authenticated:
        return redirect("me")
    resuming.forget(request)
    return render(request, "members/resuming/resume.html", found)
