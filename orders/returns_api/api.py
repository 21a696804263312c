"""Returns as JSON: quoted, asked, read, sent back and withdrawn by whoever may see the order."""

import base64
import binascii
from typing import Any, ClassVar

from django.core.files.base import ContentFile
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.pictures.decode import PictureRefused
from minishop.api import problems, repeating
from minishop.api.problems import INVALID, Kind, Problem
from minishop.api.scopes import Needs
from minishop.api.views import View
from minishop.states import IllegalMove
from orders.aftersale import photos
from orders.history.shapes import ORDER_KEY
from orders.orders import access
from orders.orders.models import Order
from orders.returns import services as returns
from orders.returns.models import Return
from orders.returns.rules import NotReturnable
from orders.returns_api import asked
from orders.returns_api.examples import A_RETURN, A_WISH, ASKED, QUOTED
from orders.returns_api.shapes import (
    READ_WITH,
    NewParcelSerializer,
    NewReturnSerializer,
    ReturnQuoteSerializer,
    ReturnSerializer,
    WishSerializer,
    quote,
)
from orders.returns_goods import services as goods
from orders.returns_words import words

NOT_RETURNABLE = problems.kind(
    "not-returnable",
    409,
    gettext_lazy("That can’t be asked back"),
    gettext_lazy("`why` names the rule, `line` the line it is about, `left` how many of it may be asked."),
)
RETURN_MOVED = problems.kind(
    "return-moved",
    409,
    gettext_lazy("The return is too far for that"),
    gettext_lazy("`state` says where it stands. Read it again; `can` says what may be done."),
)


def _facts(error: NotReturnable) -> dict[str, Any]:
    return {"why": error.why, "line": error.line.pk if error.line else None, "left": error.left}


problems.add(NotReturnable, NOT_RETURNABLE, detail=words.refusal, facts=_facts)


class OfOrder(View):
    """What belongs to one order, for whoever may see it."""

    permission_classes = (Needs("orders:read", "orders:write", guests=True),)
    serializer_class: Any = ReturnSerializer

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)

    def found(self, number: str, back: str) -> Return:
        order = access.asked_order(self.request, number)
        rows = order.returns.select_related("order", "store", "replacement").prefetch_related(*READ_WITH)
        return get_object_or_404(rows, number=back.upper())

    def moved(self, back: Return) -> Problem:
        return Problem(RETURN_MOVED, state=back.state)

    def person(self) -> Any:
        return self.request.user if self.request.user.is_authenticated else None


class QuoteView(OfOrder):
    """What would go back."""

    operation = "ReturnQuote"
    serializer_class = ReturnQuoteSerializer
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_RETURNABLE,)}
    http_method_names = ["post", "options"]

    @extend_schema(
        summary="What a return comes to", tags=["returns"], parameters=ORDER_KEY, examples=[A_WISH, QUOTED],
        request=WishSerializer, responses=ReturnQuoteSerializer,
    )  # fmt: skip
    def post(self, request: Request, number: str) -> Response:
        """The share of the pieces in all that was agreed; nothing is asked."""
        told = self.read(WishSerializer)
        order = access.asked_order(request, number)
        pieces = asked.pieces(order, told["pieces"])
        back = asked.way(told, pieces)
        asked.ensure(pieces, told, back)
        found = returns.quote(order, pieces, told["kind"], told["reason"], back)
        return self.tell(ReturnQuoteSerializer, quote(found, order.currency))


class ReturnsView(OfOrder):
    """The returns of an order."""

    operation = "Returns"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NOT_RETURNABLE,)}
    limit = "order"
    pagination_class = None

    @extend_schema(
        summary="List returns", tags=["returns"], parameters=ORDER_KEY, responses=ReturnSerializer(many=True)
    )
    def get(self, request: Request, number: str) -> Response:
        """Every return of the order, latest first."""
        order = access.asked_order(request, number)
        rows = order.returns.select_related("order", "store", "replacement").prefetch_related(*READ_WITH)
        return Response(ReturnSerializer(rows.order_by("-pk"), many=True).data)

    @extend_schema(
        summary="Ask for a return", tags=["returns"], parameters=ORDER_KEY, examples=[A_RETURN, ASKED],
        request=NewReturnSerializer, responses={201: ReturnSerializer},
    )  # fmt: skip
    @repeating.once_outside
    def post(self, request: Request, number: str) -> Response:
        """The pieces are asked back; within the rules and the limit it is agreed at once."""
        told = self.read(NewReturnSerializer)
        order = access.asked_order(request, number)
        made = _made(order, told, key=asked.key(request), actor=self.person())
        here = reverse("api-return", args=[order.number, made.number])
        row = self.found(number, made.number)
        return self.tell(ReturnSerializer, row, 201, Location=request.build_absolute_uri(here))


class ReturnView(OfOrder):
    """One return."""

    operation = "Return"

    @extend_schema(summary="Read a return", tags=["returns"], parameters=ORDER_KEY)
    def get(self, request: Request, number: str, back: str) -> Response:
        """How it stands, and the timeline its shopper and staff read."""
        return self.tell(ReturnSerializer, self.found(number, back))


class WithdrawalView(OfOrder):
    """The end of a return by its shopper."""

    operation = "ReturnWithdrawal"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (RETURN_MOVED,)}
    http_method_names = ["post", "options"]

    @extend_schema(summary="Withdraw a return", tags=["returns"], parameters=ORDER_KEY, request=None)
    def post(self, request: Request, number: str, back: str) -> Response:
        """Nothing is asked any more; asked again, it stays so."""
        row = self.found(number, back)
        try:
            returns.withdraw(request=row, actor=self.person())
        except IllegalMove as problem:
            raise self.moved(row) from problem
        return self.tell(ReturnSerializer, self.found(number, back))


class ShipmentView(OfOrder):
    """The parcel in which pieces come back."""

    operation = "ReturnShipment"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (RETURN_MOVED,)}
    http_method_names = ["post", "options"]

    @extend_schema(
        summary="Say that the pieces were sent", tags=["returns"], parameters=ORDER_KEY,
        request=NewParcelSerializer, responses=ReturnSerializer,
    )  # fmt: skip
    def post(self, request: Request, number: str, back: str) -> Response:
        """They travel with that carrier; told again, the number is mended."""
        told = self.read(NewParcelSerializer)
        row = self.found(number, back)
        parcel = {"carrier": told["carrier"], "tracking": told["tracking_number"]}
        try:
            goods.send_back(request=row, actor=self.person(), **parcel)
        except IllegalMove as problem:
            raise self.moved(row) from problem
        return self.tell(ReturnSerializer, self.found(number, back))


def _made(order: Order, told: dict[str, Any], *, key: str, actor: Any) -> Return:
    pieces = asked.pieces(order, told["pieces"])
    return returns.ask(
        order=order,
        pieces=pieces,
        kind=told["kind"],
        reason=told["reason"],
        note=told.get("note", ""),
        back=told.get("back", ""),
        store=asked.house(told.get("store", "")),
        photos=[_picture(one, place) for place, one in enumerate(told.get("photos", []))],
        key=key,
        actor=actor,
    )


def _picture(told: str, place: int) -> ContentFile:
    try:
        return ContentFile(photos.developed(base64.b64decode(told, validate=True)))
    except (binascii.Error, ValueError, PictureRefused) as problem:
        words_ = _("This is no picture we can read: JPEG, PNG, WebP or AVIF.")
        flaw = {"pointer": f"#/photos/{place}", "detail": words_, "code": "invalid"}
        raise Problem(INVALID, errors=[flaw]) from problem


urlpatterns = [
    path("orders/<slug:number>/returns/", ReturnsView.as_view(), name="api-returns"),
    path("orders/<slug:number>/returns/quote/", QuoteView.as_view(), name="api-return-quote"),
    path("orders/<slug:number>/returns/<slug:back>/", ReturnView.as_view(), name="api-return"),
    path(
        "orders/<slug:number>/returns/<slug:back>/withdrawal/",
        WithdrawalView.as_view(),
        name="api-return-withdrawal",
    ),
    path(
        "orders/<slug:number>/returns/<slug:back>/shipment/",
        ShipmentView.as_view(),
        name="api-return-shipment",
    ),
]
