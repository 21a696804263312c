"""The member's address book as JSON: read, and taken out of."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.addresses import services as addresses
from members.addresses.models import Address
from minishop.api.scopes import Needs
from minishop.api.views import View, no_content


class AddressSerializer(serializers.Serializer):
    """One place, and who answers the door there."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    name = serializers.CharField()
    phone = serializers.SerializerMethodField()
    province = serializers.CharField()
    city = serializers.CharField()
    district = serializers.CharField()
    street = serializers.CharField()
    is_default = serializers.BooleanField()

    def get_phone(self, address: Address) -> str:
        return str(address.phone)


class AddressesSerializer(serializers.Serializer):
    results = AddressSerializer(many=True)


class AddressesView(View):
    """The member's addresses, the first choice first."""

    permission_classes = (Needs("addresses:read", "addresses:write"),)

    @extend_schema(responses=AddressesSerializer)
    def get(self, request: Request) -> Response:
        return self.tell(AddressesSerializer, {"results": Address.objects.of(request.user)})


class AddressView(View):
    """One address of the member's."""

    permission_classes = (Needs("addresses:read", "addresses:write"),)

    @extend_schema(responses=AddressSerializer)
    def get(self, request: Request, pk: int) -> Response:
        return self.tell(AddressSerializer, self.own(pk))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Any:
        """The address is gone; the one used last is the first choice in its place."""
        addresses.remove(address=self.own(pk))
        return no_content()

    def own(self, pk: int) -> Address:
        return get_object_or_404(Address.objects.of(self.request.user), pk=pk)


urlpatterns = [
    path("me/addresses/", AddressesView.as_view(), name="api-addresses"),
    path("me/addresses/<int:pk>/", AddressView.as_view(), name="api-address"),
]
