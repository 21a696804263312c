"""What programs send to check out, read by the same form that people fill in."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from members.addresses.models import Address
from minishop.api import answering
from minishop.api.fields import Choice, Flag, Text, Whole
from minishop.api.problems import INVALID, Problem
from orders.carts.models import Way
from orders.checkout.forms import CheckoutForm

#: All of it as the bag has it, line by line.
ARRANGED = "arranged"
WAYS = (*Way.values, ARRANGED)
#: Where each box of the form stands in what is sent.
POINTERS = {
    "way": "way", "store": "store", "note": "note", "name": "contact/name", "phone": "contact/phone",
    "email": "contact/email", "province": "address/province", "city": "address/city",
    "district": "address/district", "street": "address/street", "is_gift": "is_gift",
    "gift_note": "gift_note", "sealed": "accepts_sealed",
}  # fmt: skip


class ContactAskedSerializer(serializers.Serializer):
    """Who orders; the house writes there when it ships or is ready."""

    name = Text(max_length=120, required=False)
    phone = Text(max_length=30, required=False, help_text="As dialled in China, or with the country’s code.")
    email = Text(max_length=254, required=False, allow_blank=True)


class DestinationSerializer(serializers.Serializer):
    """Where it is sent; provinces have their English names."""

    province = Text(max_length=60, required=False, allow_blank=True)
    city = Text(max_length=60, required=False, allow_blank=True)
    district = Text(max_length=60, required=False, allow_blank=True)
    street = Text(max_length=250, required=False, allow_blank=True)


class QuoteAskedSerializer(serializers.Serializer):
    """How, to whom and where. All may be left out: the answer says what is missing."""

    way = Choice(choices=WAYS, required=False, help_text="All of it one way, or as arranged in the bag.")
    store = Text(max_length=40, required=False, help_text="The code of the house, for `pickup`.")
    contact = ContactAskedSerializer(required=False)
    address = DestinationSerializer(required=False)
    address_id = Whole(min_value=1, max_value=2**63 - 1, required=False, help_text="One of the member’s own.")
    note = Text(max_length=300, required=False, allow_blank=True)
    is_gift = Flag(required=False, help_text="Nothing that travels with it tells a price.")
    gift_note = Text(
        max_length=200, required=False, allow_blank=True, help_text="For the card; makes it a gift."
    )
    accepts_sealed = Flag(
        required=False,
        help_text="The buyer knows that sealed pieces are not taken back once opened; needed where a line’s "
        "`no_return` is `sealed`.",
    )


class NewOrderSerializer(QuoteAskedSerializer):
    """The same, and `accepted` from the quote that was agreed to."""

    accepted = Text(max_length=120, help_text="From the quote.")


def form(asked: dict[str, Any], user: Any) -> CheckoutForm:
    """The checkout form, filled in with what was sent, which it has read.

    Raises:
        Problem: the address is none of the member's.
    """
    told = {name: asked.get(name, "") for name in ("store", "note", "gift_note")}
    told["is_gift"] = asked.get("is_gift", bool(told["gift_note"]))
    told["sealed"] = asked.get("accepts_sealed", False)
    told["way"] = {ARRANGED: "both"}.get(way := asked.get("way", ARRANGED), way)
    kept = _kept(asked["address_id"], user) if "address_id" in asked else {}
    filled = CheckoutForm(told | kept | asked.get("contact", {}) | asked.get("address", {}))
    filled.full_clean()
    return filled


def _kept(pk: int, user: Any) -> dict[str, str]:
    """The boxes an address of the member's fills in."""
    address = Address.objects.filter(user=user.pk, pk=pk, user__isnull=False).first()
    if address is None:
        flaw = {"pointer": "#/address_id", "detail": _("It is none of your addresses."), "code": "unknown"}
        raise Problem(INVALID, errors=[flaw])
    names = ("name", "province", "city", "district", "street")
    return {name: getattr(address, name) for name in names} | {"phone": str(address.phone)}


def flaws(form: CheckoutForm) -> list[dict[str, str]]:
    """What the form says is not right or not there yet, each with where that is in what was sent."""
    return answering.of_form(form, POINTERS)
