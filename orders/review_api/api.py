"""Reviews as JSON: a product's for everyone, one's own for whoever may see the order.

Photographs are added on the page alone: bodies here are JSON of a megabyte.
"""

from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.products.models import Product
from minishop.api import problems
from minishop.api.problems import Kind
from minishop.api.scopes import Needs
from minishop.api.views import Public, View, no_content
from orders.history.shapes import ORDER_KEY
from orders.orders import access
from orders.orders.models import OrderLine
from orders.review_api.shapes import (
    OWN,
    SENT,
    AskedSerializer,
    NewReviewSerializer,
    OwnReviewSerializer,
    ReviewSerializer,
)
from orders.reviews import services as reviews
from orders.reviews.models import NotReviewable, Review, TooOften

NOT_REVIEWABLE = problems.kind(
    "not-reviewable",
    409,
    _("There is nothing to review"),
    _("Its pieces have not left the house, or all of them came back."),
)
problems.add(NotReviewable, NOT_REVIEWABLE)
problems.add(TooOften, problems.TOO_MANY)

MY_OWN = OpenApiExample("It is being read", OWN, response_only=True)
WRITTEN = OpenApiExample("Five stars", SENT, request_only=True)


class ReviewList(Public, generics.ListAPIView):
    """What buyers say of a product, published ones alone, the newest first."""

    serializer_class = ReviewSerializer

    def get_order(self) -> tuple[str, ...]:
        return ("-written_at", "-pk")

    def get_queryset(self) -> QuerySet[Review]:
        product = get_object_or_404(Product.objects.visible(), handle=self.kwargs["handle"])
        asked = self.asked(AskedSerializer)
        found = Review.objects.published().filter(product=product).with_photos()
        return found.filter(rating=asked["stars"]) if "stars" in asked else found

    @extend_schema(summary="List a product’s reviews", parameters=[AskedSerializer])
    def get(self, request: Request, handle: str) -> Response:
        """The newest first, of so many stars alone where that is asked."""
        return self.list(request)


class OwnReviewView(View):
    """What the buyer says of one line of an order."""

    operation = "Review"
    permission_classes = (Needs("orders:read", "orders:write", guests=True),)
    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"PUT": (NOT_REVIEWABLE,)}
    serializer_class = OwnReviewSerializer

    def guest_key(self) -> str:
        """What tells one guest from another."""
        return access.held(self.request)

    def line(self, number: str, pk: int) -> OrderLine:
        """The line of an order that whoever asks may see."""
        order = access.asked_order(self.request, number)
        return get_object_or_404(order.lines.select_related("review"), pk=pk)

    def said(self, number: str, pk: int) -> Review:
        """What was said of it."""
        review: Review | None = getattr(self.line(number, pk), "review", None)
        if review is None or not review.is_said:
            raise Http404
        return review

    @extend_schema(summary="Read your review", tags=["orders"], parameters=ORDER_KEY, examples=[MY_OWN])
    def get(self, request: Request, number: str, pk: int) -> Response:
        """What you wrote of the piece, and how it stands."""
        return self.tell(OwnReviewSerializer, self.said(number, pk))

    @extend_schema(
        summary="Write a review",
        tags=["orders"],
        parameters=ORDER_KEY,
        request=NewReviewSerializer,
        responses=OwnReviewSerializer,
        examples=[WRITTEN, MY_OWN],
    )
    def put(self, request: Request, number: str, pk: int) -> Response:
        """What you say of the piece, once a line, in the language of `Accept-Language`.

        Staff read it before others can; what is sent again waits again.
        """
        line, told = self.line(number, pk), self.read(NewReviewSerializer)
        actor = request.user if request.user.is_authenticated else None
        review = reviews.write(line=line, language=get_language() or "", actor=actor, **told)
        return self.tell(OwnReviewSerializer, review)

    @extend_schema(summary="Delete your review", tags=["orders"], parameters=ORDER_KEY, responses={204: None})
    def delete(self, request: Request, number: str, pk: int) -> HttpResponse:
        """Stars, words and photographs are gone at once."""
        actor = request.user if request.user.is_authenticated else None
        reviews.withdraw(review=self.said(number, pk), actor=actor)
        return no_content()


urlpatterns = [
    path("products/<slug:handle>/reviews/", ReviewList.as_view(), name="api-reviews"),
    path("orders/<slug:number>/lines/<int:pk>/review/", OwnReviewView.as_view(), name="api-review"),
]
