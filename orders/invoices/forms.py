"""Who an invoice is made out to, as shoppers and programs fill it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.invoices import taxid
from orders.invoices.models import InvoiceBuyer
from orders.invoices.values import Buyer

TEXT = {"class": "in"}
KINDS = ((InvoiceBuyer.Kind.PERSON, _("A person")), (InvoiceBuyer.Kind.COMPANY, _("A company")))


class BuyerForm(forms.Form):
    """A person by name, or a company with its tax number."""

    kind = forms.ChoiceField(choices=KINDS, initial=InvoiceBuyer.Kind.PERSON)
    title = forms.CharField(
        label=_("Name on the invoice"),
        max_length=120,
        widget=forms.TextInput(TEXT | {"autocomplete": "organization"}),
    )
    tax_id = forms.CharField(
        label=_("Tax number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(TEXT | {"autocomplete": "off", "autocapitalize": "characters"}),
    )
    address = forms.CharField(
        label=_("Address on the invoice"),
        max_length=250,
        required=False,
        widget=forms.TextInput(TEXT | {"autocomplete": "off"}),
    )

    def clean_tax_id(self) -> str:
        if self.cleaned_data.get("kind") != InvoiceBuyer.Kind.COMPANY:
            return ""
        number = taxid.tidy(self.cleaned_data["tax_id"])
        if number and not taxid.is_right(number):
            raise forms.ValidationError(
                _("This is no tax number: 18 signs, the last of which checks the others, or 15 or 20 digits.")
            )
        return number

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        is_company = told.get("kind") == InvoiceBuyer.Kind.COMPANY
        if is_company and not told.get("tax_id") and "tax_id" not in self.errors:
            self.add_error("tax_id", _("A company’s invoice needs its tax number."))
        return told

    def buyer(self) -> Buyer:
        """As it was filled in; a person's invoice has no tax number."""
        told = self.cleaned_data
        return Buyer(told["title"], told["kind"], told["tax_id"], told["address"])
