"""An address as programs send and read it; what they send is read by the form that people fill in."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from members.addresses.forms import AddressForm
from members.addresses.models import Address
from members.addresses.services import PARTS
from minishop.api import answering
from minishop.api.fields import Flag, Text
from minishop.api.problems import INVALID, Problem
from minishop.regions import forms as regions


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


class NewAddressSerializer(serializers.Serializer):
    """One place; provinces have their English names, cities and districts their Chinese or Latin ones."""

    label = Text(  # type: ignore[assignment]
        max_length=30, required=False, allow_blank=True, help_text="What its owner calls it."
    )
    name = Text(max_length=120)
    phone = Text(max_length=30, help_text="As dialled in China, or with the country’s code.")
    province = Text(max_length=60)
    city = Text(max_length=60)
    district = Text(max_length=60, required=False, allow_blank=True)
    street = Text(max_length=250)
    is_default = Flag(required=False, help_text="The first choice at checkout; there is always one.")


def parts(sent: dict[str, Any]) -> dict[str, Any]:
    """The address as the book keeps it.

    Raises:
        Problem: the form would not take it.
    """
    form = AddressForm(sent)
    if not form.is_valid():
        raise Problem(INVALID, errors=answering.of_form(form, {}))
    return form.parts()


def merged(address: Address, sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, and the rest as it is; what lies outside of a region sent is left out.

    Raises:
        Problem: the first choice would be none.
    """
    if address.is_default and sent.get("is_default") is False:
        words = _("Make another address the first choice instead.")
        flaw = {"pointer": "#/is_default", "detail": words, "code": "invalid"}
        raise Problem(INVALID, errors=[flaw])
    told = {name: str(getattr(address, name)) for name in PARTS} | sent
    return regions.narrowed(told) | sent if sent.keys() & set(regions.PARTS) else told
