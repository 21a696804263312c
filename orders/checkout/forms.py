"""The checkout form: who, how, where. What it needs depends on whether anything is sent."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from minishop.regions import parsing
from orders.checkout.values import Details
from orders.shipping import provinces
from orders.stores.models import Store

TEXT = {"class": "in"}


def text(autocomplete: str, **more: str) -> forms.TextInput:
    return forms.TextInput(TEXT | {"autocomplete": autocomplete} | more)


class CheckoutForm(forms.Form):
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
    province = forms.ChoiceField(
        label=_("Province"), required=False, widget=forms.Select(TEXT | {"autocomplete": "address-level1"})
    )
    city = forms.CharField(label=_("City"), max_length=60, required=False, widget=text("address-level2"))
    district = forms.CharField(
        label=_("District"), max_length=60, required=False, widget=text("address-level3")
    )
    street = forms.CharField(
        label=_("Street, building, room"), max_length=250, required=False, widget=text("street-address")
    )
    note = forms.CharField(
        label=_("A note for the house"), max_length=300, required=False,
        widget=forms.Textarea(TEXT | {"rows": "2"}),
    )  # fmt: skip
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose")), *provinces.choices()]  # type: ignore[attr-defined]

    @classmethod
    def sorted(cls, posted: dict[str, str]) -> "CheckoutForm":
        """The form as it was filled in, what was pasted now standing in its boxes."""
        return cls(initial=posted | parsing.sort(posted.get("paste", "")) | {"paste": ""})

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("way") == "pickup" and not self.cleaned_data.get("store"):
            self.add_error("store", _("Choose the house you will come to."))
        return self.cleaned_data

    def require_address(self) -> None:
        """Something is sent, so each box of the address that is empty says that it is needed."""
        for name in ("province", "city", "street"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("We need this to send it."))

    def details(self) -> Details:
        told = self.cleaned_data
        return Details(
            name=told["name"],
            phone=told["phone"].as_e164,
            email=told["email"],
            way="" if told["way"] == "both" else told["way"],
            store=told["store"] if told["way"] == "pickup" else None,
            province=told["province"],
            city=told["city"],
            district=told["district"],
            street=told["street"],
            note=told["note"],
            language=get_language() or "en",
        )
