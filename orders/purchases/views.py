"""The codes a shopper shows at a counter, and the receipt that takes a code's place."""

import json
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from members.accounts.models import User
from members.membercode import drawing
from members.membercode import services as membercode
from members.membercode.values import Codes
from members.resuming.services import signed_in
from members.tiers import services as tiers
from orders.fulfilment.models import Fulfilment
from orders.history import views as history
from orders.orders import access
from orders.pickup.models import Pickup, PickupQuerySet
from orders.purchases import words
from orders.purchases.models import Purchase


@never_cache
@require_safe
def code(request: HttpRequest) -> HttpResponse:
    """The code somebody needs now: of an order that is ready, else the member's own."""
    ready = _to_collect(request).filter(fulfilment__state=Fulfilment.State.READY)
    if not is_member(request) or ready.exists():
        return history.code(request)
    return _page(request, cast(User, request.user))


@never_cache
@require_safe
@signed_in
def member(request: HttpRequest) -> HttpResponse:
    """The member's code and the next ones; staff have none."""
    if not is_member(request):
        return redirect("code-collect")
    return _page(request, cast(User, request.user))


def _page(request: HttpRequest, user: User) -> HttpResponse:
    held = membercode.codes(user)
    digits = held.digits[0]
    context = {
        "codes": held, "held": json.dumps(_told(held)), "until": membercode.until(held),
        "groups": membercode.grouped(digits).split(), "qr": drawing.qr(digits), "bars": drawing.bars(digits),
        "standing": tiers.of(user), "greeting": _greeting(user), "rows": words.beside_code(user),
        "after": _latest(user), "to_collect": _to_collect(request).count(),
    }  # fmt: skip
    return render(request, "orders/purchases/code.html", context)


@never_cache
@require_safe
def now(request: HttpRequest) -> JsonResponse:
    """What an open code page asks: the next codes, and the receipt since the last one it knew."""
    if not is_member(request):
        return JsonResponse({}, status=403)
    user, after = cast(User, request.user), request.GET.get("after", "")
    told: dict[str, Any] = _told(membercode.codes(user)) if "more" in request.GET else {}
    seen = Purchase.objects.filter(member=user, pk__gt=int(after) if after.isdigit() else 0).first()
    if seen and len(after) < 19:
        told["receipt"] = seen.get_absolute_url()
    return JsonResponse(told)


@never_cache
@require_safe
@signed_in
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """What was seen at the till, and what came of it."""
    mine = Purchase.objects.filter(member=request.user.pk).select_related("store", "member", "coupon__coupon")
    purchase = get_object_or_404(mine, pk=pk)
    context = {"purchase": purchase, "title": words.title(purchase), "rows": words.came_of(purchase)}
    used = words.pieces(purchase.points)
    return render(request, "orders/purchases/receipt.html", context | {"points_used": used})


def is_member(request: HttpRequest) -> bool:
    """Whether the visitor has a code of their own."""
    return request.user.is_authenticated and not request.user.is_staff


def _to_collect(request: HttpRequest) -> PickupQuerySet:
    return Pickup.objects.to_collect().filter(fulfilment__order__in=access.visible_orders(request))


def _told(held: Codes) -> dict[str, Any]:
    codes = [(digits, drawing.bits(digits)) for digits in held.digits]
    return {"codes": codes, "left": held.left, "seconds": held.seconds}


def _latest(user: User) -> int:
    return Purchase.objects.filter(member=user).values_list("pk", flat=True).first() or 0


def _greeting(user: User) -> str:
    if user.name:
        return _("%(name)s. Show this before you pay.") % {"name": user.name}
    return _("Show this before you pay.")
