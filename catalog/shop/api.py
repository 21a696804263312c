"""Listings as JSON: every piece, or those of a collection, asked as the shop is asked."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import generics, serializers

from catalog.collections.models import Collection
from catalog.products.api import CardSerializer
from catalog.products.models import Product, ProductQuerySet
from catalog.shop import listing, scopes
from catalog.shop.wishes import Wish
from minishop.api.fields import AskedAmount, AskedFlag, Words
from minishop.api.views import Public

#: How a collection's own order is called when it is read beside other columns.
PLACED = {"places__position": "place", "places__id": "place_id"}


class AskedSerializer(serializers.Serializer):
    """Filters of a listing; several of one kind mean any of them."""

    collection = Words(help_text="Handles of collections.")
    brand = Words(help_text="Handles of brands.")
    option = Words(help_text="What it comes in, such as `colour:plum`.")
    store = Words(help_text="Codes of stores that have a piece of it now.")
    tag = Words(help_text="Tags; all of them.")
    min_price = AskedAmount(required=False, help_text="Of the cheapest variant.")
    max_price = AskedAmount(required=False)
    in_stock = AskedFlag(required=False)
    sort = serializers.ChoiceField(
        tuple(scopes.ORDERS), required=False, help_text="As the shop shows them, what is sold out last."
    )


class Listing(Public, generics.ListAPIView):
    """Pieces that answer to what is asked."""

    serializer_class = CardSerializer
    asks = AskedSerializer

    @cached_property
    def wanted(self) -> dict[str, Any]:
        return self.asked(self.asks)

    def get_order(self) -> tuple[str, ...]:
        sort = self.wanted.get("sort", "")
        return ("-in_stock", *scopes.ORDERS[sort]) if sort else self.own_order()

    def own_order(self) -> tuple[str, ...]:
        return scopes.ORDERS["newest"]

    def get_queryset(self) -> ProductQuerySet:
        wish = _wish(self.wanted)
        asks = [*listing.asked(wish, listing.facet_ids(wish)), *_beyond_wishes(self.wanted)]
        return self.pieces().filter(*asks).for_cards()

    def pieces(self) -> ProductQuerySet:
        return Product.objects.on_sale()


class ProductList(Listing):
    """Everything on sale, newest first unless another order is asked for."""


class CollectionProducts(Listing):
    """What is on sale in a collection, in its own order unless another is asked for."""

    @cached_property
    def collection(self) -> Collection:
        return get_object_or_404(Collection.objects.published(), handle=self.kwargs["handle"])

    def own_order(self) -> tuple[str, ...]:
        return ("-in_stock", *(PLACED.get(name, name) for name in self.collection.sorting))

    def pieces(self) -> ProductQuerySet:
        placed = Product.objects.on_sale().filter(places__collection=self.collection)
        return placed.annotate(**{name: F(column) for column, name in PLACED.items()})


def _wish(asked: dict[str, Any]) -> Wish:
    words = {"dept": "collection", "vendor": "brand", "option": "option", "here": "store"}
    bounds = {"least": "min_price", "most": "max_price"}
    told: dict[str, Any] = {field: tuple(asked.get(name, ())) for field, name in words.items()}
    told |= {field: Decimal(asked[name]) for field, name in bounds.items() if name in asked}
    return Wish(**told, in_stock=asked.get("in_stock", False))


def _beyond_wishes(asked: dict[str, Any]) -> list[Q]:
    """What programs ask and shoppers do not: tags, and what is sold out."""
    tags = [Q(tags__contains=asked["tag"])] if asked.get("tag") else []
    return [*tags, *([Q(in_stock=False)] if asked.get("in_stock") is False else [])]


urlpatterns = [
    path("products/", ProductList.as_view(), name="api-products"),
    path(
        "collections/<slug:handle>/products/",
        CollectionProducts.as_view(),
        name="api-collection-products",
    ),
]
