"""Pages only the demo has."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from minishop.notify.models import Message

SHOWN = 40


@require_safe
@never_cache
def outbox(request: HttpRequest) -> HttpResponse:
    """The latest messages as whoever runs the demo would read them on their phone."""
    if not settings.DEMO:
        raise Http404
    name = "_messages" if request.headers.get("HX-Request") else "outbox"
    latest = Message.objects.order_by("-created_at", "-id")[:SHOWN]
    return render(request, f"minishop/demo/{name}.html", {"letters": latest})
