"""The bag as JSON: a member's by session or token, a guest's by the token its first answer gives.

Every change answers the whole bag as it then is, with its ETag; `If-Match` makes a change wait for nobody
else's to be overlooked.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products.models import Price, Variant
from minishop.api import etags, problems, repeating
from minishop.api.problems import Kind
from minishop.api.scopes import Needs
from minishop.api.views import View
from minishop.money import default_currency
from orders.bag_api import access, agreeing
from orders.bag_api.asked import LineChangeSerializer, NewLineSerializer
from orders.bag_api.examples import A_BAG
from orders.bag_api.shapes import BAG_TOKEN, BagSerializer
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts import showing
from orders.carts.models import CannotBeBought, Cart

NO_SUCH_BAG = problems.kind(
    "no-such-bag",
    404,
    _("There is no such bag"),
    _("No guest’s bag has this token any more. Begin a new one by adding a piece without it."),
)
NOT_FOR_SALE = problems.kind("not-for-sale", 409, _("That piece is not on sale just now"))
problems.add(access.NoSuchBag, NO_SUCH_BAG)
problems.add(agreeing.NoSuchLine, problems.NOT_FOUND)
problems.add(
    CannotBeBought,
    NOT_FOR_SALE,
    facts=lambda error: {"variant": error.variant.pk, "sku": error.variant.sku},
)


A_LINE = OpenApiExample(
    "Two pieces to collect",
    {"sku": "VEIL-ROSEWOOD", "quantity": 2, "way": "pickup", "store": "wukang-road"},
    request_only=True,
)


class BagView(View):
    """What lies in the bag."""

    operation = "Bag"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"GET": (NO_SUCH_BAG,)}
    permission_classes = (Needs("bag:read", "bag:write", guests=True),)
    serializer_class = BagSerializer

    @extend_schema(summary="Read the bag", tags=["bag"], parameters=[BAG_TOKEN], examples=[A_BAG])
    def get(self, request: Request) -> Response:
        """The bag today: prices, what can be had, and what there is to pay.

        Who has no bag yet reads an empty one.
        """
        return Response(self.told(access.opened(request)))

    def told(self, cart: Cart | None, token: str | None = None) -> Any:
        contents = bags.load(cart)
        context = {**self.get_serializer_context(), "contents": contents, "token": token}
        return BagSerializer(contents.bag(), context=context).data

    def changed(
        self, cart: Cart, work: Callable[[], Any], status: int = 200, token: str | None = None
    ) -> Response:
        """The bag after the work, which is done only if it still is as the caller read it."""
        agreeing.agreed(cart=cart, still=self._still, work=work)
        told = self.told(cart)
        return Response(told | {"token": token}, status, headers={"ETag": etags.of(told)})

    def _still(self, cart: Cart) -> None:
        if self.request.headers.get("If-Match"):
            etags.must_match(self.request, etags.of(self.told(cart)))

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)


class LinesView(BagView):
    """Where pieces are put in."""

    operation = "BagLine"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NO_SUCH_BAG, NOT_FOR_SALE)}
    matches = ("POST",)
    http_method_names = ["post", "options"]

    @extend_schema(
        summary="Put a piece into the bag",
        tags=["bag"],
        parameters=[BAG_TOKEN],
        request=NewLineSerializer,
        responses={201: BagSerializer},
        examples=[A_LINE, A_BAG],
    )
    @repeating.maybe
    def post(self, request: Request) -> Response:
        """So many more pieces lie in the bag, together with the same pieces going the same way.

        A guest who has no bag yet is given one: its `token` is in this answer and in no other.
        """
        told = self.read(NewLineSerializer)
        wanted = showing.wanted({"way": "", "store": None, "quantity": 1} | told)
        wanted |= {"choices": told.get("choices"), "seen_price": _price(wanted["variant"])}
        wanted["reward"] = told["reward"]
        cart, is_new = access.started(request)
        token = cart.token if is_new and not cart.user_id else None
        answer = self.changed(cart, lambda: carts.add(cart=cart, **wanted), 201, token)
        answer.headers["Location"] = request.build_absolute_uri(reverse("api-bag"))
        return answer


class LineView(BagView):
    """One line of the bag."""

    operation = "BagLine"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"PATCH": (NO_SUCH_BAG,), "DELETE": (NO_SUCH_BAG,)}
    matches = ("PATCH", "DELETE")
    http_method_names = ["patch", "delete", "options"]

    @extend_schema(
        summary="Change a line",
        tags=["bag"],
        parameters=[BAG_TOKEN],
        request=LineChangeSerializer,
        responses=BagSerializer,
    )
    def patch(self, request: Request, pk: int) -> Response:
        """The line has so many pieces or travels that way, joined with the same pieces that already do."""
        told = self.read(LineChangeSerializer)
        cart = self._cart()
        edit = {"quantity": told.get("quantity"), "way": told.get("way", ""), "store": told.get("store")}
        return self.changed(cart, lambda: agreeing.edit(cart=cart, line_id=pk, **edit))

    @extend_schema(
        summary="Take a line out", tags=["bag"], parameters=[BAG_TOKEN], responses={200: BagSerializer}
    )
    def delete(self, request: Request, pk: int) -> Response:
        """The line is out of the bag."""
        cart = self._cart()
        return self.changed(cart, lambda: agreeing.remove(cart=cart, line_id=pk))

    def _cart(self) -> Cart:
        cart = access.opened(self.request)
        if cart is None:
            raise agreeing.NoSuchLine
        return cart


class MergeView(BagView):
    """Where a guest's bag joins its owner's."""

    operation = "BagMerge"
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (NO_SUCH_BAG,)}
    http_method_names = ["post", "options"]
    permission_classes = (Needs("bag:read", "bag:write"),)

    @extend_schema(
        summary="Join a guest’s bag to the member’s", tags=["bag"], parameters=[BAG_TOKEN], request=None
    )
    def post(self, request: Request) -> Response:
        """The lines of the bag in `Bag-Token` lie in the member's, the same pieces counted together."""
        told = self.told(access.merged(request))
        return Response(told, headers={"ETag": etags.of(told)})


def _price(variant: Variant) -> Decimal | None:
    prices = Price.objects.filter(variant=variant, currency=default_currency())
    return prices.values_list("amount", flat=True).first()


urlpatterns = [
    path("bag/", BagView.as_view(), name="api-bag"),
    path("bag/lines/", LinesView.as_view(), name="api-bag-lines"),
    path("bag/lines/<int:pk>/", LineView.as_view(), name="api-bag-line"),
    path("bag/merge/", MergeView.as_view(), name="api-bag-merge"),
]
