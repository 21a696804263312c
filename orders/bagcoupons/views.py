"""Which coupons the bag takes: the best by themselves, those chosen by hand, or none this time; and codes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members.couponpages.forms import CodeForm, refused
from members.coupons.models import BadCouponCode, TooManyCodes
from members.resuming import services as resuming
from minishop.context.toasts import say
from orders.bagcoupons import services as bagcoupons
from orders.bagcoupons import showing
from orders.bagcoupons.forms import ChoiceForm
from orders.bagcoupons.services import SignInFirst
from orders.carts import services as carts
from orders.carts.models import Cart

PAGE = "orders/bagcoupons/choose.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The coupons to choose from, each with what it takes off or why it does not; a POST chooses."""
    cart = carts.open_cart(request)
    if cart is None:
        return redirect("bag")
    if request.method == "POST":
        _chosen(request, cart)
        return redirect("bag")
    response = render(request, PAGE, showing.page(cart) | {"form": CodeForm()})
    carts.remember(request, response, cart)
    return response


def _chosen(request: HttpRequest, cart: Cart) -> None:
    """What the form asks for is done; of a form that is none, nothing."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return
    told = form.cleaned_data
    if told["do"] == "best":
        bagcoupons.best(cart=cart)
    elif told["do"] == "none":
        bagcoupons.none(cart=cart)
        say(request, _("No coupon this time. You keep them."))
    else:
        bagcoupons.choose(cart=cart, issued=told["issued"], codes=told["told"])


@never_cache
@require_POST
def tell(request: HttpRequest) -> HttpResponse:
    """The code's coupon is in the bag; one that belongs to one member is asked for again after signing in."""
    cart, form = carts.start_cart(request), CodeForm(request.POST)
    if not form.is_valid():
        return _again(request, cart, form)
    try:
        coupon = bagcoupons.tell(
            cart=cart, code=form.cleaned_data["voucher"], asker=request.META["REMOTE_ADDR"]
        )
    except SignInFirst:
        say(request, _("This code is for one member: sign in and it is yours."))
        return resuming.away(request, "sign-in")
    except (BadCouponCode, TooManyCodes) as refusal:
        form.add_error("voucher", refused(refusal))
        return _again(request, cart, form)
    say(request, _("%(coupon)s is in your bag") % {"coupon": coupon.t.title})
    response = redirect("bag")
    carts.remember(request, response, cart)
    return response


def _again(request: HttpRequest, cart: Cart, form: CodeForm) -> HttpResponse:
    response = render(request, PAGE, showing.page(cart) | {"form": form}, status=400)
    carts.remember(request, response, cart)
    return response
