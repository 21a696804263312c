"""Pages about orders that were placed; each is for the one who placed it, and nobody keeps a copy."""

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from minishop.context.toasts import say
from orders.history import cards, parcels, tabs, words
from orders.history.steps import steps
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import BY_SHOPPER, NotCancellable
from orders.orders import access
from orders.orders.models import Order
from orders.pickup import services as pickup
from orders.pickup.models import Pickup, drawer

PER_PAGE = 12
SHOWN_WITH = (
    "fulfilments__store",
    "fulfilments__pickup__store",
    "fulfilments__address",
    "fulfilments__lines__variant__picture",
    "fulfilments__lines__variant__product__cover",
    "fulfilments__shipments__lines",
    "fulfilments__shipments__tracking",
    "adjustments",
    "tenders__payment",
    "lines",
)
LISTED_WITH = (
    "fulfilments__store", "fulfilments__shipments", "returns", "lines__variant__picture",
    "lines__variant__product__cover", "lines__review",
)  # fmt: skip


@never_cache
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    mine, here = access.visible_orders(request), request.GET.get("tab", "")
    page = Paginator(tabs.held(mine, here).prefetch_related(*LISTED_WITH), PER_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [cards.row(one) for one in page]
    context = {"page": page, "rows": rows, "tabs": tabs.counted(mine, here), "chosen": here}
    return render(request, "orders/history/orders.html", context)


@never_cache
@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    return _shown(request, number, "orders/history/order.html")


@never_cache
@require_safe
def confirmed(request: HttpRequest, number: str) -> HttpResponse:
    """Thanks: what was paid, the code to show, what happens next."""
    return _shown(request, number, "orders/history/confirmed.html")


@never_cache
@require_safe
def code(request: HttpRequest, number: str = "") -> HttpResponse:
    """The codes a visitor may show: of one order, or all that are open."""
    placed = Order.objects.filter(pk=access.visible_order(request, number).pk) if number else None
    found = (
        Pickup.objects.with_order()
        .to_collect()
        .filter(fulfilment__order__in=access.visible_orders(request) if placed is None else placed)
    )
    context = {"cards": [cards.card(one) for one in found.order_by("-id")[:10]], "number": number}
    return render(request, "orders/history/code.html", context)


@never_cache
@require_safe
def code_image(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """The drawn QR, drawn again if its file was lost."""
    placed = access.visible_order(request, number)
    drawn = pickup.draw(pickup=get_object_or_404(Pickup, pk=pk, fulfilment__order=placed))
    return FileResponse(drawer().open(str(drawn.qr.name)), content_type="image/png")


@require_POST
def cancellation(request: HttpRequest, number: str) -> HttpResponseRedirect:
    placed = access.visible_order(request, number)
    try:
        lifecycle.cancel(order=placed, actor=_actor(request), reason=BY_SHOPPER)
    except NotCancellable:
        say(request, _("This order can no longer be cancelled here."))
    else:
        say(request, _("Cancelled. The pieces are back on the shelf."))
    return redirect("order", number=placed.number)


def _shown(request: HttpRequest, number: str, template: str) -> HttpResponse:
    placed = access.visible_order(request, number)
    prefetch_related_objects([placed], *SHOWN_WITH)
    context = {
        "order": placed,
        "steps": steps(placed),
        "parcels": parcels.parcels(placed),
        "sums": words.sums(placed),
        "codes": (codes := cards.of_order(placed)),
        "drawing": any("pickup" not in card for card in codes),
        "may_cancel": cards.may_cancel(placed),
        "tenders": words.tenders(placed),
    }
    return render(request, template, context)


def _actor(request: HttpRequest) -> object | None:
    return request.user if request.user.is_authenticated else None
