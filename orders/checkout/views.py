"""Checkout on one page. Whatever goes wrong, the page comes back with all that was typed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from members.accounts.models import Closed, User
from members.addresses.models import Address
from members.consents import services as consents
from minishop.context.toasts import say
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.models import Cart
from orders.checkout import addressing, showing
from orders.checkout import services as checkout
from orders.checkout.forms import CheckoutForm
from orders.checkout.values import Difference, NothingToOrder, QuoteChanged
from orders.orders import access
from orders.orders.models import Order
from orders.shipping.services import NoDelivery
from orders.stock.models import OutOfStock

PAGE, PART = "orders/checkout/checkout.html", "orders/checkout/_to_pay.html"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    cart = carts.open_cart(request)
    if cart is None:
        return redirect("bag")
    response = _posted(request, cart) if request.method == "POST" else _opened(request, cart)
    carts.remember(request, response, cart)
    return response


def _opened(request: HttpRequest, cart: Cart) -> HttpResponse:
    contents = bags.load(cart)
    if not showing.has_something(contents):
        return redirect("bag")
    book = _book(request)
    form = CheckoutForm(initial=showing.initial(contents, request.user, book), book=book)
    told = showing.page(contents, cart.checkout_key, form)
    return render(request, PAGE, told | {"picks_best": cart.picks_best})


def _page(
    request: HttpRequest, cart: Cart, form: CheckoutForm, differences: list[Difference] | None = None
) -> HttpResponse:
    """The page as it was filled in, or for htmx what there is to pay."""
    context = showing.page(bags.load(cart), cart.checkout_key, form, differences)
    context["picks_best"] = cart.picks_best
    part = request.headers.get("HX-Request") and request.POST.get("do") == "update"
    return render(request, PART if part else PAGE, context)


def _posted(request: HttpRequest, cart: Cart) -> HttpResponse:
    """The order's cashier, or the page with what to mend or accept."""
    if request.POST.get("do") in {"sort", "region"}:
        return _page(request, cart, CheckoutForm.told(request.POST.dict(), _book(request)))
    form = CheckoutForm(request.POST, book=_book(request))
    if request.POST.get("do") == "update" or not _is_complete(cart, form):
        return _page(request, cart, form)
    try:
        order = _placed(request, cart, form)
    except QuoteChanged as changed:
        return _page(request, cart, form, changed.differences)
    except (NothingToOrder, Closed) as refusal:
        say(request, _why(refusal))
        return redirect("bag")
    except (OutOfStock, NoDelivery):
        return _page(request, cart, form)
    _agree(request, form)
    addressing.note(user=request.user, form=form, order=order)
    is_due = order.payment_state == Order.PaymentState.DUE
    response = redirect("cashier" if is_due else "confirmed", order.number)
    access.remember(request, response, order)
    return response


def _agree(request: HttpRequest, form: CheckoutForm) -> None:
    """A member who ticked it has agreed to news; left unticked, nothing changes."""
    if form.cleaned_data["news"] and isinstance(request.user, User):
        for purpose in ("marketing-email", "marketing-sms"):
            consents.give(user=request.user, purpose=purpose, source="checkout")


def _why(refusal: Exception) -> str:
    if isinstance(refusal, Closed):
        return _("This account is closed. Nothing was ordered.")
    return _("None of these pieces can be had just now. Nothing was ordered.")


def _book(request: HttpRequest) -> list[Address]:
    return list(Address.objects.of(request.user))


def _is_complete(cart: Cart, form: CheckoutForm) -> bool:
    """Whether all is there that the order needs; the form says what is not, all of it at once."""
    form.full_clean()
    form.require(showing.wanted(bags.load(cart), form))
    return form.is_valid()


def _placed(request: HttpRequest, cart: Cart, form: CheckoutForm) -> Order:
    return checkout.place(
        cart=cart,
        details=form.details(),
        checkout_key=form.cleaned_data["key"] or cart.checkout_key,
        accepted=form.cleaned_data["accepted"],
        user=request.user if request.user.is_authenticated else None,
    )
