"""Checkout as JSON: a quote to agree to, then the order, placed once however often it is asked for."""

from typing import Any, ClassVar

from django.db.models import prefetch_related_objects
from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from members.addresses import services as addresses
from members.addresses.models import Address
from minishop.api import problems, repeating
from minishop.api.problems import INVALID, Kind, Problem
from minishop.api.scopes import Needs
from minishop.api.views import View
from minishop.retries import retried
from orders.bag_api import access
from orders.bag_api.api import NO_SUCH_BAG
from orders.bag_api.shapes import BAG_TOKEN
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.models import Cart
from orders.checkout import services as checkout
from orders.checkout import showing
from orders.checkout.forms import CheckoutForm
from orders.checkout.values import NothingToOrder, QuoteChanged
from orders.checkout_api import asked, shapes
from orders.checkout_api.asked import NewOrderSerializer, QuoteAskedSerializer
from orders.checkout_api.examples import AN_ORDER_PLACED
from orders.checkout_api.shapes import CheckoutSerializer, PlacedOrderSerializer
from orders.history.api import OwnOrdersView
from orders.history.shapes import READ_WITH
from orders.orders.models import Order
from orders.shipping.services import NoDelivery
from orders.stock.models import OutOfStock

QUOTE_CHANGED = problems.kind(
    "quote-changed",
    409,
    _("It is not as you saw it"),
    _("`differences` says what changed; to agree, order again with the new `accepted` and a new key."),
)
NOTHING_TO_ORDER = problems.kind(
    "nothing-to-order", 409, _("None of it can be had just now"), _("Nothing was ordered.")
)
OUT_OF_STOCK = problems.kind(
    "out-of-stock",
    409,
    _("Someone was faster by a moment"),
    _("`available` pieces of the variant are left there. Nothing was ordered; ask for a new quote."),
)
NO_DELIVERY = problems.kind(
    "no-delivery", 409, _("We can’t send there yet"), _("It can be collected at a house.")
)
problems.add(NothingToOrder, NOTHING_TO_ORDER)
problems.add(NoDelivery, NO_DELIVERY, facts=lambda error: {"province": error.province})
problems.add(
    OutOfStock,
    OUT_OF_STOCK,
    facts=lambda error: {
        "variant": error.variant.pk,
        "sku": error.variant.sku,
        "store": error.store.code,
        "available": max(error.available, 0),
    },
)


SENT = {
    "way": "ship",
    "contact": {"name": "Wen Li", "phone": "+8613800138000"},
    "address": {
        "province": "Shanghai", "city": "Shanghai", "district": "Huangpu", "street": "88 Huaihai Road",
    },
}  # fmt: skip
TO_SEND = OpenApiExample("All of it sent", SENT, request_only=True)
ACCEPTED = "5f0c…e1.Yk3…Qw"
AN_ORDER = OpenApiExample("As it was agreed to", SENT | {"accepted": ACCEPTED}, request_only=True)


class QuotesView(View):
    """What the bag costs one way."""

    operation = "Quote"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NO_SUCH_BAG, NOTHING_TO_ORDER)}
    permission_classes = (Needs("bag:read", guests=True),)
    serializer_class = CheckoutSerializer
    http_method_names = ["post", "options"]

    @extend_schema(
        summary="Ask for a quote",
        tags=["checkout"],
        parameters=[BAG_TOKEN],
        examples=[TO_SEND],
        request=QuoteAskedSerializer,
        responses=CheckoutSerializer,
    )
    def post(self, request: Request) -> Response:
        """The bag this way: its price and parcels, when they come, and what the order still needs.

        The quote is not kept; what it says is agreed to by sending its `accepted` with the order.
        """
        form = asked.form(self.read(QuoteAskedSerializer), request.user)
        cart, contents = _bag(request)
        if not contents.lines:
            raise NothingToOrder
        told = showing.asked(contents, form)
        bag = showing.read(contents, form, **told)
        form.require(bag)
        carts.saw(lines=contents.lines, prices=bag.prices)
        context = {"cart": cart, "contents": contents, "missing": asked.flaws(form)} | told
        context["delivery"] = contents.delivery(bag, told["province"])
        return Response(CheckoutSerializer(bag, context={**self.get_serializer_context(), **context}).data)


class OrdersView(OwnOrdersView):
    """The orders of whoever asks, and where the next is placed."""

    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {
        "POST": (NO_SUCH_BAG, QUOTE_CHANGED, OUT_OF_STOCK, NOTHING_TO_ORDER, NO_DELIVERY)
    }
    limit = "order"

    def get_permissions(self) -> list[BasePermission]:
        """A guest may place an order, but has no list."""
        return [Needs("orders:read", "orders:write", guests=self.request.method == "POST")]

    @extend_schema(
        summary="Place an order",
        tags=["checkout"],
        parameters=[BAG_TOKEN],
        examples=[AN_ORDER, AN_ORDER_PLACED],
        request=NewOrderSerializer,
        responses={201: PlacedOrderSerializer},
    )
    @retried
    @repeating.once
    def post(self, request: Request) -> Response:
        """The bag is ordered as it was agreed to, and its pieces are held until `expires_at`.

        Two requests for the same quote place one order, whatever their keys.
        """
        told = self.read(NewOrderSerializer)
        form = asked.form(told, request.user)
        cart, contents = _bag(request)
        order = _placed(cart, _complete(contents, form), told["accepted"], request.user)
        for kept in Address.objects.filter(user=request.user.pk, pk=told.get("address_id")):
            addresses.used(address=kept)
        prefetch_related_objects([order], *READ_WITH)
        here = request.build_absolute_uri(reverse("api-order", args=[order.number]))
        return self.tell(PlacedOrderSerializer, order, 201, Location=here)

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)


def _bag(request: Request) -> tuple[Cart, bags.Contents]:
    cart = access.opened(request)
    if cart is None:
        raise NothingToOrder
    return cart, bags.load(cart)


def _complete(contents: bags.Contents, form: CheckoutForm) -> CheckoutForm:
    """The form, if all is there that the order needs.

    Raises:
        Problem: it says what is not, all of it at once.
        NoDelivery: nothing is sent there.
    """
    form.require(contents.bag(**showing.asked(contents, form)))
    if not form.is_valid():
        raise Problem(INVALID, errors=asked.flaws(form))
    return form


def _placed(cart: Cart, form: CheckoutForm, accepted: str, user: Any) -> Order:
    member, details = (user if user.is_authenticated else None), form.details()
    try:
        order = checkout.place(cart=cart, details=details, user=member, **shapes.agreed(accepted))
    except QuoteChanged as changed:
        cart.refresh_from_db()
        bag = bags.read(cart, way=details.way, store=details.store, province=details.province)
        told = [shapes.difference(one) for one in changed.differences]
        raise Problem(QUOTE_CHANGED, differences=told, accepted=shapes.accepted(cart, bag)) from changed
    if order.user_id != (member.pk if member else None):
        raise Http404
    return order


urlpatterns = [
    path("checkout/quotes/", QuotesView.as_view(), name="api-quotes"),
    path("orders/", OrdersView.as_view(), name="api-orders"),
]
