"""The form in which staff pack one parcel: which pieces, with which carrier, at what it asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minishop.templatetags.shop import money
from orders.carriers import registry
from orders.carriers.base import CarrierError, Rate
from orders.fulfilment import waiting
from orders.fulfilment.models import Fulfilment
from orders.orders.models import OrderLine
from orders.shipments import booking, values
from orders.shipments import services as shipments
from orders.shipments.models import NotBooked, Shipment

#: Between a carrier's code and its service's, in the value of an option.
MARK = ":"


class PackForm(forms.Form):
    """How many pieces of each line, and how they go."""

    option = forms.ChoiceField(label=gettext_lazy("How it goes"))
    carrier_name = forms.CharField(
        label=gettext_lazy("Carrier, where you send it by hand"), max_length=60, required=False
    )
    tracking = forms.CharField(label=gettext_lazy("Its number"), max_length=60, required=False)

    @classmethod
    def of_row(cls, row: Fulfilment, data: Any) -> "PackForm":
        """The form for what is left of this fulfilment; carriers are asked what they want for it."""
        form = cls(data)
        left = {pk: count for pk, count in waiting.to_pack(row).items() if count}
        lines = list(OrderLine.objects.filter(pk__in=left).select_related("variant").order_by("pk"))
        boxes = {f"line-{line.pk}": _box(line, left[line.pk]) for line in lines}
        form.fields = {**boxes, **form.fields}
        grams = sum(line.variant.grams * left[line.pk] for line in lines)
        choices, refusals = _options(row, grams)
        form.fields["option"].choices = choices  # type: ignore[attr-defined]
        form.fields["option"].help_text = " ".join(refusals)
        return form

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        boxes = {
            name.removeprefix("line-"): told.get(name) for name in self.fields if name.startswith("line-")
        }
        pieces = {int(pk): count for pk, count in boxes.items() if count}
        if not pieces and not self.errors:
            raise forms.ValidationError(_("Choose at least one piece."))
        carrier, _mark, service = told.get("option", "").partition(MARK)
        named = {name: told.get(name, "") for name in ("carrier_name", "tracking")}
        return {"pieces": pieces, "carrier": carrier, "service": service, **named}


def pack(row: Fulfilment, actor: Any, **told: Any) -> Shipment:
    """The parcel is packed and its carrier asked for a label.

    Raises: as `shipments.pack`, and NotBooked where it is packed and the carrier gave no label.
    """
    return asked(shipments.pack(fulfilment=row, actor=actor, **told), actor)


def asked(shipment: Shipment, actor: Any) -> Shipment:
    """The carrier was asked for the parcel's label.

    Raises:
        NotBooked: it gave none.
    """
    parcel = booking.book(shipment=shipment, actor=actor)
    if parcel.booking == Shipment.Booking.FAILED:
        raise NotBooked(parcel)
    return parcel


def _box(line: OrderLine, left: int) -> forms.IntegerField:
    name = ", ".join(part for part in (line.title, line.label) if part)
    label = _("%(piece)s: how many of %(left)s") % {"piece": name, "left": left}
    return forms.IntegerField(label=label, min_value=0, max_value=left, initial=left, required=False)


def _options(row: Fulfilment, grams: int) -> tuple[list[tuple[str, str]], list[str]]:
    """What each carrier offers with its price, and what the others answered."""
    parcel, options, refusals = values.planned(row, grams), [], []
    for code, carrier in registry.enabled().items():
        try:
            rates = carrier.rates(parcel)
        except CarrierError as problem:
            refusals.append(f"{carrier.label}: {problem}.")
            rates = [] if carrier.books else [Rate("", "", values.nothing())]
        options += [(f"{code}{MARK}{rate.service}", _told(str(carrier.label), rate)) for rate in rates]
    return options, refusals


def _told(carrier: str, rate: Rate) -> str:
    days = ngettext("%(n)s day", "%(n)s days", rate.days) % {"n": rate.days} if rate.days else ""
    price = money(rate.money) if rate.money.amount else ""
    return " · ".join(part for part in (carrier, rate.label, price, days) if part)
