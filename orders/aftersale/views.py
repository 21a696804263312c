"""Pages of returns: choose, look it over, ask; then how it goes. Each is for the order's own people."""

from typing import Any

from django.core.files.storage import Storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minishop.context.toasts import say
from minishop.states import IllegalMove
from orders.aftersale import asking, photos, showing, telling
from orders.aftersale import slip as slips
from orders.aftersale.forms import AskForm, ParcelForm
from orders.orders import access
from orders.orders.models import Order
from orders.returns import services as returns
from orders.returns.models import Return, vault
from orders.returns.rules import NotReturnable
from orders.returns_goods import services as goods
from orders.stock.models import OutOfStock

PAGE, PART = "orders/aftersale/ask.html", "orders/aftersale/_amount.html"


@never_cache
@sensitive_post_parameters("note")
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """The form; what it comes to; the page before sending; and the return that was asked."""
    order = access.visible_order(request, number)
    if known := asking.known(request, order):
        return redirect("return", order.number, known.number)
    form = asking.form(request, order)
    if not any(row.most for row in form.rows):
        return asking.nothing(request, order, form)
    if request.method != "POST" or request.POST.get("do") == "count":
        part = request.headers.get("HX-Request") and request.method == "POST"
        return render(request, PART if part else PAGE, showing.page(order, form))
    form.read_photos(request.FILES.getlist("photos"))
    if request.POST.get("do") == "mend" or not asking.is_complete(form):
        return render(request, PAGE, showing.page(order, form))
    if request.POST.get("do") != "send":
        return render(request, "orders/aftersale/look.html", telling.before_sending(order, form))
    return _asked(request, order, form)


def _asked(request: HttpRequest, order: Order, form: AskForm) -> HttpResponse:
    try:
        made = asking.send(request, order, form)
    except NotReturnable as problem:
        form.refuse(problem)
    except OutOfStock:
        form.refuse(NotReturnable("gone"))
    else:
        return redirect("return", order.number, made.number)
    return render(request, PAGE, showing.page(order, form))


@never_cache
@require_safe
def returned(request: HttpRequest, number: str, back: str) -> HttpResponse:
    order, found = _found(request, number, back)
    return render(request, "orders/aftersale/return.html", telling.page(order, found))


@require_POST
def withdrawal(request: HttpRequest, number: str, back: str) -> HttpResponse:
    order, found = _found(request, number, back)
    try:
        returns.withdraw(request=found, actor=_actor(request))
    except IllegalMove:
        say(request, _("It is too late to take this back."))
    else:
        say(request, _("Taken back. Nothing is asked any more."))
    return redirect("return", order.number, found.number)


@require_POST
def shipment(request: HttpRequest, number: str, back: str) -> HttpResponse:
    """The shopper says with whom the pieces travel."""
    order, found = _found(request, number, back)
    form = ParcelForm(request.POST)
    if not form.is_valid():
        return render(request, "orders/aftersale/return.html", telling.page(order, found, form))
    try:
        goods.send_back(request=found, actor=_actor(request), **form.cleaned_data)
    except IllegalMove:
        say(request, _("This return does not wait for a parcel."))
    else:
        say(request, _("Thank you. We tell you when it is here."))
    return redirect("return", order.number, found.number)


@never_cache
@require_safe
def slip(request: HttpRequest, number: str, back: str) -> HttpResponse:
    """A PDF to put into the parcel, while one is awaited."""
    _order, found = _found(request, number, back)
    if found.state != Return.State.AWAITED:
        raise Http404
    answer = HttpResponse(slips.slip(found, made_at=timezone.now()), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    return answer


@never_cache
@require_safe
def photo(request: HttpRequest, number: str, back: str, pk: int) -> FileResponse:
    _order, found = _found(request, number, back)
    return _shown(vault(), str(get_object_or_404(found.photos, pk=pk).picture.name))


@never_cache
@require_safe
def draft(request: HttpRequest, number: str, token: str) -> FileResponse:
    """A photograph that was kept while its form is filled in."""
    order = access.visible_order(request, number)
    name = photos.named(order, [token]).get(token)
    if name is None:
        raise Http404
    return _shown(vault(), name)


def _shown(storage: Storage, name: str) -> FileResponse:
    try:
        return FileResponse(storage.open(name), content_type="image/jpeg")
    except FileNotFoundError as missing:
        raise Http404 from missing


def _found(request: HttpRequest, number: str, back: str) -> tuple[Order, Return]:
    order = access.visible_order(request, number)
    rows: QuerySet[Return] = Return.objects.filter(order=order).select_related("store", "replacement")
    found = get_object_or_404(rows, number=back.upper())
    found.order = order
    return order, found


def _actor(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None
