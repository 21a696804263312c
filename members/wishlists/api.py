"""The member's saved pieces as JSON: read, saved and let go."""

from typing import Any, ClassVar, cast

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products.models import Product
from members.accounts.models import User
from members.wishlists import reading
from members.wishlists import services as wishlists
from members.wishlists.models import FullList
from minishop.api import problems
from minishop.api.problems import Kind
from minishop.api.scopes import Needs
from minishop.api.views import View, no_content

NO_ROOM = problems.kind(
    "saved-pieces-full", 409, _("No more pieces can be saved"), _("Let one of the `most` pieces go first.")
)
problems.add(FullList, NO_ROOM, facts=lambda error: {"most": wishlists.MOST})

TOLD = {
    "results": [
        {"product": "silk-veil", "title": "Silk Veil", "in_stock": True, "is_back": False,
         "amount": "198.00", "dropped": "40.00"}
    ]
}  # fmt: skip
A_LIST = OpenApiExample("One that became cheaper", TOLD, response_only=True, status_codes=["200"])


class SavedSerializer(serializers.Serializer):
    """A saved piece; `dropped` is by how much it is cheaper than when it was saved."""

    product = serializers.CharField(source="product.handle")
    title = serializers.CharField(source="product.t.title")
    in_stock = serializers.BooleanField(source="product.in_stock")
    is_back = serializers.BooleanField(help_text="It had been gone, and is on the shelf again.")
    amount = serializers.DecimalField(max_digits=15, decimal_places=2)
    dropped = serializers.DecimalField(max_digits=15, decimal_places=2, allow_null=True)


class SavedListSerializer(serializers.Serializer):
    results = SavedSerializer(many=True)


class SavedPiecesView(View):
    """The member's saved pieces."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(
        summary="Read the saved pieces", responses=SavedListSerializer, examples=[A_LIST], tags=["me"]
    )
    def get(self, request: Request) -> Response:
        """The pieces, the latest saved first, with what changed since."""
        return self.tell(SavedListSerializer, {"results": reading.saved(cast(User, request.user))})


class SavedPieceView(View):
    """One piece, saved or not."""

    permission_classes = (Needs("account:read", "account:write"),)
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"PUT": (NO_ROOM,)}

    @extend_schema(summary="Save a piece", request=None, responses={204: None}, tags=["me"])
    def put(self, request: Request, handle: str) -> Any:
        """The piece is saved with the price it has; repeated, nothing changes."""
        wishlists.save(user=cast(User, request.user), product=_piece(handle))
        return no_content()

    @extend_schema(summary="Let a piece go", responses={204: None}, tags=["me"])
    def delete(self, request: Request, handle: str) -> Any:
        """The piece is not saved any more, whether it was or not."""
        wishlists.remove(user=cast(User, request.user), product=_piece(handle))
        return no_content()


def _piece(handle: str) -> Product:
    return get_object_or_404(Product.objects.visible(), handle=handle)


urlpatterns = [
    path("me/saved/", SavedPiecesView.as_view(), name="api-saved"),
    path("me/saved/<slug:handle>/", SavedPieceView.as_view(), name="api-saved-piece"),
]
