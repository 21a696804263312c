"""The member's address book as JSON: read, added to, changed, and taken out of."""

from typing import Any, ClassVar, cast

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.addresses import asked
from members.addresses import services as addresses
from members.addresses.asked import AddressesSerializer, AddressSerializer, NewAddressSerializer
from members.addresses.models import MOST, Address, TooMany
from minishop.api import etags, problems, repeating
from minishop.api.problems import Kind
from minishop.api.scopes import Needs
from minishop.api.views import View, no_content

BOOK_FULL = problems.kind(
    "address-book-full", 409, _("The address book is full"), _("Remove one of the `most` addresses first.")
)
problems.add(TooMany, BOOK_FULL, facts=lambda error: {"most": MOST})
problems.add(Address.DoesNotExist, problems.NOT_FOUND)

SENT = {
    "label": "Home", "name": "Wen Li", "phone": "138 0013 8000", "province": "Shanghai", "city": "上海市",
    "district": "黄浦区", "street": "淮海中路 88 号 1201 室",
}  # fmt: skip
TOLD = {"id": 41} | SENT | {"phone": "+8613800138000", "is_default": True}
A_NEW_ONE = OpenApiExample("A home", SENT, request_only=True)
AS_KEPT = OpenApiExample("As it is kept", TOLD, response_only=True, status_codes=["200", "201"])
FIRST = OpenApiExample("Make it the first choice", {"is_default": True}, request_only=True)


class AddressPart(View):
    """The member's own addresses; another's are not there."""

    permission_classes = (Needs("addresses:read", "addresses:write"),)
    serializer_class = AddressSerializer

    def own(self, pk: int) -> Address:
        return get_object_or_404(Address.objects.of(self.request.user).select_related("user"), pk=pk)

    def told(self, address: Address, status: int = 200, **headers: str) -> Response:
        """The address as it now is, with its ETag."""
        row = Address.objects.get(pk=address.pk)
        answer = self.tell(AddressSerializer, row, status, **headers)
        answer.headers["ETag"] = etags.of(answer.data)
        return answer

    def still(self, address: Address) -> None:
        etags.must_match(self.request, etags.of(self.tell(AddressSerializer, address).data))


class AddressesView(AddressPart):
    """The member's address book."""

    raises: ClassVar[dict[str, tuple[Kind, ...]]] = {"POST": (BOOK_FULL,)}

    @extend_schema(summary="Read the address book", responses=AddressesSerializer)
    def get(self, request: Request) -> Response:
        """The member's addresses, the first choice first."""
        return self.tell(AddressesSerializer, {"results": Address.objects.of(request.user)})

    @extend_schema(
        summary="Add an address",
        request=NewAddressSerializer,
        responses={201: AddressSerializer},
        examples=[A_NEW_ONE, AS_KEPT],
    )
    @repeating.maybe
    def post(self, request: Request) -> Response:
        """The address stands in the book once, however often it is added; the first is the first choice."""
        parts = asked.parts(self.read(NewAddressSerializer))
        row = addresses.add(user=cast(User, request.user), **parts)
        here = request.build_absolute_uri(reverse("api-address", args=[row.pk]))
        return self.told(row, 201, Location=here)


class AddressView(AddressPart):
    """One address of the member's."""

    matches = ("PATCH", "DELETE")

    @extend_schema(summary="Read an address", examples=[AS_KEPT])
    def get(self, request: Request, pk: int) -> Response:
        """One address of the member's."""
        return self.tell(AddressSerializer, self.own(pk))

    @extend_schema(summary="Change an address", request=NewAddressSerializer, examples=[FIRST, AS_KEPT])
    def patch(self, request: Request, pk: int) -> Response:
        """What is sent is as sent, and the rest stays, but for a city or district that lies elsewhere.

        Orders that went there keep what they were sent with. The first choice changes by making another it.
        """
        sent = self.read(NewAddressSerializer, partial=True)

        def work(row: Address) -> Response:
            self.still(row)
            addresses.change(address=row, **asked.parts(asked.merged(row, sent)))
            return self.told(row)

        return cast(Response, addresses.held(address=self.own(pk), work=work))

    @extend_schema(summary="Remove an address", responses={204: None})
    def delete(self, request: Request, pk: int) -> Any:
        """The address is gone; the one used last is the first choice in its place."""

        def work(row: Address) -> None:
            self.still(row)
            addresses.remove(address=row)

        addresses.held(address=self.own(pk), work=work)
        return no_content()


urlpatterns = [
    path("me/addresses/", AddressesView.as_view(), name="api-addresses"),
    path("me/addresses/<int:pk>/", AddressView.as_view(), name="api-address"),
]
