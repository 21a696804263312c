"""The points shop, and putting one of its pieces into the bag."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from members.resuming.services import signed_in
from minishop.context.toasts import say
from orders.carts import services as carts
from orders.carts import showing as bag_showing
from orders.carts.models import CannotBeBought
from orders.pointsshop import showing
from orders.rewards.models import Reward


@never_cache
@require_safe
def shop(request: HttpRequest) -> HttpResponse:
    member = request.user if request.user.is_authenticated else None
    free = showing.free(member) if member else None
    told = {"rewards": showing.offered(member, free or 0), "free": free}
    return render(request, "orders/pointsshop/shop.html", told)


@never_cache
@require_POST
@signed_in
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """One more of the piece lies in the bag, on these terms; who is not signed in is asked in first."""
    rows = Reward.objects.open().select_related("variant__product")
    reward = get_object_or_404(rows, pk=pk)
    cart = carts.start_cart(request)
    wanted = bag_showing.wanted({"variant": reward.variant, "way": "", "store": None, "quantity": 1})
    try:
        carts.add(cart=cart, reward=reward, **wanted)
        say(request, _("%(piece)s is in your bag") % {"piece": reward.variant.product.t.title})
    except CannotBeBought:
        say(request, _("That piece is not on sale just now."))
        return redirect("points-shop")
    response = redirect("bag")
    carts.remember(request, response, cart)
    return response
