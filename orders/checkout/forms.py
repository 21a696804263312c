"""The checkout form: who, how, where. What it needs depends on whether anything is sent."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from members.addresses.models import Address
from minishop.regions.forms import PARTS, RegionForm, narrowed, sorted_into
from orders.carts.parcels import Bag
from orders.checkout import rules
from orders.checkout.values import Details
from orders.stores.models import Store

TEXT = {"class": "in"}


def text(autocomplete: str, **more: str) -> forms.TextInput:
    return forms.TextInput(TEXT | {"autocomplete": autocomplete} | more)


class CheckoutForm(RegionForm):
    """What the shopper typed; nothing of it is lost when it comes back."""

    way = forms.ChoiceField(choices=[("ship", "ship"), ("pickup", "pickup"), ("both", "both")])
    store = forms.ModelChoiceField(Store.objects.for_pickup(), to_field_name="code", required=False)
    name = forms.CharField(label=_("Name"), max_length=120, widget=text("name"))
    phone = PhoneNumberField(
        label=_("Mobile"), region="CN", widget=text("tel", type="tel", inputmode="tel"),
        error_messages={"invalid": _("That doesn’t look like a phone number. Check the digits.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=text("email", type="email", inputmode="email")
    )
    #: The member's address that was chosen; empty for the boxes below it.
    saved = forms.CharField(max_length=20, required=False)
    keep = forms.BooleanField(label=_("Keep this address in my book"), required=False)
    street = forms.CharField(
        label=_("Street, building, room"), max_length=250, required=False, widget=text("street-address")
    )
    note = forms.CharField(
        label=_("A note for the house"), max_length=300, required=False,
        widget=forms.Textarea(TEXT | {"rows": "2"}),
    )  # fmt: skip
    is_gift = forms.BooleanField(label=_("It is a gift: no prices in the parcel"), required=False)
    gift_note = forms.CharField(
        label=_("Words for the card"), max_length=200, required=False,
        widget=forms.Textarea(TEXT | {"rows": "3"}),
    )  # fmt: skip
    #: Asked for only where a sealed piece is in the bag; see `require`.
    sealed = forms.BooleanField(
        label=_("I know that a sealed piece is not taken back once it was opened."), required=False
    )
    news = forms.BooleanField(
        label=_("Send me news by e-mail and SMS: new pieces, invitations, offers. I can stop at any time."),
        required=False,
    )
    paste = forms.CharField(
        label=_("Paste a whole address and we sort it into the boxes"),
        max_length=500,
        required=False,
        widget=forms.Textarea(TEXT | {"rows": "2"}),
    )
    accepted = forms.CharField(max_length=64, required=False)
    key = forms.CharField(max_length=64, required=False)
    #: The coupons that stood beside the price, to tell which of them changed.
    coupons = forms.CharField(max_length=1000, required=False)

    def __init__(self, *args: Any, book: Sequence[Address] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = book
        self.chosen = next((one for one in book if str(one.pk) == str(self["saved"].value())), None)

    @classmethod
    def told(cls, posted: dict[str, Any], book: Sequence[Address] = ()) -> "CheckoutForm":
        """The form as it was filled in, with what was pasted in its boxes, or a region chosen further."""
        if posted.get("do") == "region":
            return cls(initial=narrowed(posted), book=book)
        return cls(initial=sorted_into(posted, posted.get("paste", "")) | {"saved": ""}, book=book)

    @property
    def province_asked(self) -> str:
        """Where the parcel would go, as far as it is known yet."""
        return self.chosen.province if self.chosen else str(self["province"].value() or "")

    def clean_city(self) -> str:
        return self.cleaned_data["city"] if self.chosen else super().clean_city()

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("way") == "pickup" and not self.cleaned_data.get("store"):
            self.add_error("store", _("Choose the house you will come to."))
        return self.cleaned_data

    def require(self, bag: Bag) -> None:
        """What this bag needs beside the rest says so where it is missing: an address, a confirmation."""
        if bag.is_sent:
            self.require_address()
        if rules.has_sealed(bag) and not self.cleaned_data.get("sealed"):
            self.add_error("sealed", _("Please confirm this: the bag holds a sealed piece."))

    def require_address(self) -> None:
        """Something is sent, so each box of the address that is empty says that it is needed."""
        for name in () if self.chosen else ("province", "city", "street"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("We need this to send it."))

    def details(self) -> Details:
        told = self.cleaned_data
        where = {name: told[name] for name in (*PARTS, "street")}
        if self.chosen:
            where = {name: getattr(self.chosen, name) for name in where}
            where |= {"recipient": self.chosen.name, "recipient_phone": str(self.chosen.phone)}
        return Details(
            name=told["name"],
            phone=told["phone"].as_e164,
            email=told["email"],
            way="" if told["way"] == "both" else told["way"],
            store=told["store"] if told["way"] == "pickup" else None,
            **where,
            note=told["note"],
            is_gift=told["is_gift"],
            gift_note=told["gift_note"] if told["is_gift"] else "",
            language=get_language() or "en",
        )
