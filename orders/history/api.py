"""Orders as JSON: a member's own by session or token, a guest's by the key of its signed link.

To everyone else they do not exist.
"""

from typing import Any, ClassVar

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import renderers, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api import problems
from minishop.api.fields import Choice
from minishop.api.problems import Kind
from minishop.api.scopes import Needs
from minishop.api.views import View
from orders.history import tabs
from orders.history.shapes import ORDER_KEY, READ_WITH, OrderSerializer
from orders.history.whole import WHOLE_WITH, WholeOrderSerializer
from orders.lifecycle import services as lifecycle
from orders.lifecycle.models import BY_SHOPPER, NotCancellable
from orders.orders import access
from orders.orders.models import Order, OrderQuerySet
from orders.pickup import services as pickup
from orders.pickup.models import Pickup, drawer

NOT_CANCELLABLE = problems.kind(
    "not-cancellable",
    409,
    _("The order can no longer be cancelled here"),
    _("`why` says what keeps it: paid, paying (money may be on its way), left, or over."),
)
problems.add(NotCancellable, NOT_CANCELLABLE, facts=lambda error: {"why": error.why})


class FilterSerializer(serializers.Serializer):
    """Which orders."""

    state = Choice(choices=Order.State.choices, required=False)
    payment_state = Choice(choices=Order.PaymentState.choices, required=False)
    tab = Choice(choices=list(tabs.TABS), required=False, help_text="As the orders page has them.")


class OrderView(View):
    """One order."""

    operation = "Order"
    permission_classes = (Needs("orders:read", "orders:write", guests=True),)
    serializer_class = WholeOrderSerializer

    @extend_schema(summary="Read an order", tags=["orders"], parameters=ORDER_KEY)
    def get(self, request: Request, number: str) -> Response:
        """The order with its parcels, pick-up codes and timeline."""
        return self.told(access.asked_order(request, number))

    def told(self, order: Order) -> Response:
        prefetch_related_objects([order], *WHOLE_WITH)
        return self.tell(WholeOrderSerializer, order)

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)


class CancellationView(OrderView):
    """The end of an order."""

    operation = "OrderCancellation"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_CANCELLABLE,)}
    http_method_names = ["post", "options"]

    @extend_schema(summary="Cancel an order", tags=["orders"], parameters=ORDER_KEY, request=None)
    def post(self, request: Request, number: str) -> Response:
        """An unpaid order is cancelled and its pieces are free; asked again, it stays so."""
        order = access.asked_order(request, number)
        actor = request.user if request.user.is_authenticated else None
        lifecycle.cancel(order=order, actor=actor, reason=BY_SHOPPER)
        return self.told(access.asked_order(request, number))


class PngRenderer(renderers.BaseRenderer):
    """A picture as it is; a problem as JSON."""

    media_type, format, charset, render_style = "image/png", "png", None, "binary"

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return data if isinstance(data, bytes) else renderers.JSONRenderer().render(data)


class QrView(OrderView):
    """The QR of a pick-up code."""

    operation = "PickupQr"
    http_method_names = ["get", "head", "options"]
    renderer_classes = (PngRenderer,)

    @extend_schema(
        summary="The QR of a pick-up code",
        tags=["orders"],
        parameters=ORDER_KEY,
        responses={(200, "image/png"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, number: str, pk: int) -> Response:  # type: ignore[override]
        """A PNG to show at the counter, drawn again if its file was lost."""
        order = access.asked_order(request, number)
        drawn = pickup.draw(pickup=get_object_or_404(Pickup, pk=pk, fulfilment__order=order))
        with drawer().open(str(drawn.qr.name)) as file:
            return Response(file.read())


class OwnOrdersView(View):
    """The member's orders."""

    operation = "Orders"
    permission_classes = (Needs("orders:read", "orders:write"),)
    serializer_class = OrderSerializer

    def get_order(self) -> tuple[str, ...]:
        return ("-placed_at", "-pk")

    def get_queryset(self) -> OrderQuerySet:
        return Order.objects.filter(user=self.request.user.pk, user__isnull=False)

    @extend_schema(
        summary="List orders",
        tags=["orders"],
        parameters=[FilterSerializer],
        responses=OrderSerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        """The member's own orders, latest first; of another's it says nothing."""
        asked = dict(self.asked(FilterSerializer))
        held = tabs.held(self.get_queryset(), asked.pop("tab", "")).filter(**asked)
        page = self.paginate_queryset(held.prefetch_related(*READ_WITH))
        return self.get_paginated_response(OrderSerializer(page, many=True).data)


urlpatterns = [
    path("orders/<slug:number>/", OrderView.as_view(), name="api-order"),
    path("orders/<slug:number>/cancellation/", CancellationView.as_view(), name="api-order-cancellation"),
    path("orders/<slug:number>/pickups/<int:pk>/qr/", QrView.as_view(), name="api-order-qr"),
]
