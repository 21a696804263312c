from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from minishop.regions.forms import RegionForm, narrowed, sorted_into

TEXT = {"class": "in"}


class AddressForm(RegionForm):
    """One address of the book; what was typed comes back whatever is wrong with it."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(TEXT | {"autocomplete": "name"})
    )
    phone = PhoneNumberField(
        label=_("Mobile"), region="CN",
        widget=forms.TextInput(TEXT | {"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("That doesn’t look like a phone number. Check the digits.")},
    )  # fmt: skip
    street = forms.CharField(
        label=_("Street, building, room"), max_length=250,
        widget=forms.TextInput(TEXT | {"autocomplete": "street-address"}),
    )  # fmt: skip
    label = forms.CharField(
        label=_("What you call it"), max_length=30, required=False,
        widget=forms.TextInput(TEXT | {"autocomplete": "off"}),
    )  # fmt: skip
    is_default = forms.BooleanField(label=_("Choose it first at checkout"), required=False)
    paste = forms.CharField(
        label=_("Paste a whole address and we sort it into the boxes"), max_length=500, required=False,
        widget=forms.Textarea(TEXT | {"rows": "2"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("province", "city"):
            self.fields[name].required = True
            self.fields[name].widget.is_required = False  # a select that htmx fills says so itself

    @classmethod
    def told(cls, posted: dict[str, Any]) -> "AddressForm":
        """The form as it was filled in, with what was pasted in its boxes, or a region chosen further."""
        if posted.get("do") == "region":
            return cls(initial=narrowed(posted))
        return cls(initial=sorted_into(posted, posted.get("paste", "")))

    def parts(self) -> dict[str, Any]:
        """The address as the book keeps it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "paste"}
        return told | {"phone": told["phone"].as_e164}
