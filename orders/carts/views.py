"""The bag's page and what is done on it; each deed is a POST that leads back."""

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from minishop.context.toasts import say
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts import showing
from orders.carts.forms import AddForm, WayForm
from orders.carts.models import CannotBeBought, Cart, Way
from orders.stores.models import Store

UNDO_AGE = 60 * 60


@never_cache
@require_safe
def bag(request: HttpRequest) -> HttpResponse:
    cart = carts.open_cart(request)
    response = render(request, "orders/carts/bag.html", showing.bag_page(cart))
    carts.remember(request, response, cart)
    return response


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The pieces are in the bag; the shopper goes on where they wanted to."""
    form = AddForm(request.POST)
    if not form.is_valid():
        say(request, _("Choose a piece first."))
        return redirect("bag")
    cart = carts.start_cart(request)
    told = form.cleaned_data
    try:
        carts.add(cart=cart, **showing.wanted(told))
        say(request, _("%(piece)s is in your bag") % {"piece": told["variant"].product.t.title})
    except CannotBeBought:
        say(request, _("That piece is not on sale just now."))
    response = _after_adding(request, told, cart)
    carts.remember(request, response, cart)
    return response


def _after_adding(request: HttpRequest, told: dict, cart: Cart) -> HttpResponse:
    if told["next"] != "stay":
        return redirect("checkout" if told["next"] == "checkout" else "bag")
    if request.headers.get("HX-Request"):
        return render(request, "orders/carts/_added.html", {"bag_pieces": carts.count(cart)})
    address = reverse("product", args=[told["variant"].product.handle])
    return HttpResponseRedirect(f"{address}?variant={told['variant'].pk}")


@require_POST
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One more, one fewer, a number, or out."""
    if cart := carts.open_cart(request):
        quantity = showing.new_quantity(request.POST.dict(), cart, pk)
        if quantity is None:
            return _answer(request, cart)
        if quantity > 0:
            carts.change(cart=cart, line_id=pk, quantity=quantity)
        elif removed := carts.remove(cart=cart, line_id=pk):
            token = signing.dumps(removed, salt="undo")
            text = _("%(piece)s removed") % {"piece": removed["title"]}
            say(request, text, undo=reverse("bag-undo"), fields={"removed": token})
    return _answer(request, cart)


def _answer(request: HttpRequest, cart: Cart | None) -> HttpResponse:
    """The bag again: all of it, or for htmx its parts."""
    if request.headers.get("HX-Request"):
        return render(request, "orders/carts/_bag.html", showing.bag_page(cart) | {"oob": True})
    return redirect("bag")


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """What was taken out is back."""
    try:
        removed = signing.loads(request.POST.get("removed", ""), salt="undo", max_age=UNDO_AGE)
        cart = carts.start_cart(request)
        carts.restore(cart=cart, removed=removed)
    except (signing.BadSignature, CannotBeBought):
        say(request, _("That can no longer be put back."))
        return _answer(request, carts.open_cart(request))
    response = _answer(request, cart)
    carts.remember(request, response, cart)
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest) -> HttpResponse:
    """How one parcel travels: a sheet to choose from; the choice moves its lines."""
    cart = carts.open_cart(request)
    form = WayForm(request.POST or {**request.GET.dict(), "to": "-"})
    if cart is None or not form.is_valid():
        return redirect("bag")
    contents = bags.load(cart)
    lines = showing.parcel_lines(contents, form.cleaned_data["way"], form.cleaned_data["store"])
    if request.method != "POST":
        return render(request, "orders/carts/way.html", showing.way_page(contents, lines, form.cleaned_data))
    to = form.cleaned_data["to"]
    store = Store.objects.for_pickup().filter(code=to).first()
    if lines and (store or to == Way.SHIP):
        carts.send(cart=cart, line_ids=lines, way=Way.PICKUP if store else Way.SHIP, store=store)
    return redirect("bag")
