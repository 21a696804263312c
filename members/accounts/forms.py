from datetime import date
from typing import Any
from unicodedata import decimal

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from members.accounts import addresses
from members.accounts.models import BadAddress

OLDEST = 125
#: Each language by the name it has for itself.
TONGUES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]
COUNTRIES = [("CN", "+86"), ("HK", "+852"), ("MO", "+853"), ("TW", "+886"), ("SG", "+65"), ("JP", "+81")]
COUNTRIES += [("GB", "+44"), ("FR", "+33"), ("US", "+1")]


class AddressForm(forms.Form):
    """Where the code goes; `cleaned_data["address"]` is clean."""

    address: str

    def _address(self, read: Any, flaw: Any) -> dict[str, Any]:
        try:
            self.cleaned_data["address"] = read()
        except BadAddress:
            self.add_error(None, flaw)
        return self.cleaned_data


class PhoneForm(AddressForm):
    country = forms.ChoiceField(
        label=_("Country code"), choices=COUNTRIES, initial="CN", widget=forms.Select({"class": "in"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        widget=forms.TextInput(
            {"class": "in", "type": "tel", "inputmode": "tel", "autocomplete": "tel-national webauthn"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed, region = self.cleaned_data.get("phone", ""), self.cleaned_data.get("country", "CN")
        if not typed:
            return self.cleaned_data
        flaw = _("That doesn’t look like a phone number. Check the digits and the country code.")
        return self._address(lambda: addresses.phone(typed, region), flaw)


class EmailForm(AddressForm):
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.TextInput(
            {"class": "in", "type": "email", "inputmode": "email", "autocomplete": "email webauthn"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data.get("email", "")
        if not typed:
            return self.cleaned_data
        flaw = _("That doesn’t look like an e-mail address.")
        return self._address(lambda: addresses.email(typed), flaw)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Six digits we sent"),
        max_length=12,
        widget=forms.TextInput(
            {"class": "in otp", "inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        """The digits, however they were pasted, and as wide as a Chinese keyboard writes them."""
        digits = "".join(str(decimal(sign)) for sign in self.cleaned_data["code"] if sign.isdecimal())
        if len(digits) != 6:
            raise forms.ValidationError(_("The code has six digits."))
        return digits


class ProfileForm(forms.Form):
    name = forms.CharField(
        label=_("How shall we call you?"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"class": "in", "autocomplete": "name"}),
    )
    birthday = forms.DateField(
        label=_("Birthday"),
        required=False,
        widget=forms.DateInput({"class": "in", "type": "date"}, "%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language"), choices=TONGUES, widget=forms.Select({"class": "in"}))

    def clean_birthday(self) -> date | None:
        birthday: date | None = self.cleaned_data["birthday"]
        today = timezone.localdate()
        if birthday and not (today.year - OLDEST <= birthday.year and birthday < today):
            raise forms.ValidationError(_("That can’t be a birthday. Check the year."))
        return birthday
