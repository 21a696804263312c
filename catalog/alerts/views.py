"""Asking to be told when a piece is back, and taking it back."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.alerts import services as alerts
from catalog.alerts.forms import AlertForm
from catalog.alerts.models import StockAlert, TooOften
from catalog.facing import facing
from catalog.facing.facing import Facing
from minishop.context.toasts import say


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """The form on a page of its own; a POST notes the wish and says so, whether it was there or not."""
    shown = facing.facing(handle, request.POST.get("variant") or request.GET.get("variant"))
    if shown is None or shown.variant is None:
        raise Http404(handle)
    if not shown.can_be_waited_for:
        return HttpResponseRedirect(f"{shown.product.get_absolute_url()}?variant={shown.variant.pk}")
    form = AlertForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (request.user.is_authenticated or form.is_valid()):
        return _noted(request, shown, form)
    return _page(request, shown, form, 400 if form.errors else 200)


def _noted(request: HttpRequest, shown: Facing, form: AlertForm) -> HttpResponse:
    assert shown.variant is not None
    who = {"user": request.user} if request.user.is_authenticated else form.told
    asker = request.META["REMOTE_ADDR"]
    try:
        token = alerts.ask(variant=shown.variant, asker=asker, language=get_language() or "", **who)
    except TooOften:
        form.add_error(None, _("That is a lot at once. Please try again later."))
        return _page(request, shown, form, 429)
    return redirect("stock-alert-taken-back", token)


def _page(request: HttpRequest, shown: Facing, form: AlertForm, status: int) -> HttpResponse:
    told = {"shown": shown, "product": shown.product, "form": form}
    return render(request, "catalog/alerts/ask.html", told, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, token: str) -> HttpResponse:
    """What waits under the token; a POST ends it."""
    related = StockAlert.objects.under(token).select_related("variant__product__cover", "variant__picture")
    alert = related.select_related("user").first()
    if alert is None:
        raise Http404
    if request.method == "POST":
        alerts.take_back(token=token)
        say(request, _("Taken back. We have forgotten the wish."))
        return HttpResponseRedirect(f"{alert.variant.product.get_absolute_url()}?variant={alert.variant_id}")
    return render(request, "catalog/alerts/waiting.html", {"alert": alert, "variant": alert.variant})
