"""Where someone who waits wants to be written to."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

#: Countries whose numbers we write to; a number typed without a code is of the first.
REGIONS = ("CN", "HK", "MO", "TW", "SG", "JP", "GB", "FR", "US")


class AlertForm(forms.Form):
    """An e-mail or a phone, by its looks; `told` says which."""

    address = forms.CharField(
        label=_("E-mail or phone"),
        max_length=254,
        widget=forms.TextInput({"class": "in", "autocomplete": "email", "autocapitalize": "off"}),
    )

    def clean_address(self) -> dict[str, str]:
        typed = self.cleaned_data["address"].strip()
        return {"email": _email(typed)} if "@" in typed else {"phone": _phone(typed)}

    @property
    def told(self) -> dict[str, Any]:
        return self.cleaned_data["address"]


def _email(typed: str) -> str:
    try:
        validate_email(typed)
    except ValidationError as problem:
        raise forms.ValidationError(_("That doesn’t look like an e-mail address.")) from problem
    return typed.lower()


def _phone(typed: str) -> str:
    """The number in E.164."""
    flaw = _("That is neither an e-mail address nor a phone number we can write to.")
    try:
        number = phonenumbers.parse(typed, REGIONS[0])
    except phonenumbers.NumberParseException as problem:
        raise forms.ValidationError(flaw) from problem
    known = phonenumbers.region_code_for_number(number) in REGIONS
    if not known or not phonenumbers.is_valid_number(number):
        raise forms.ValidationError(flaw)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
