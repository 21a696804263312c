"""What the coupons' pages take."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.coupons import words
from members.coupons.models import TooManyCodes

LOOK = {
    "class": "in",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
    "maxlength": "60",
}


def new_key() -> str:
    """Names one press of a button: pressed twice it is the same deed."""
    return secrets.token_hex(8)


class KeyForm(forms.Form):
    key = forms.CharField(max_length=32, required=False)

    @property
    def told(self) -> str:
        """The key the page was given, or one of its own where it came without."""
        return (self.cleaned_data.get("key") if self.is_valid() else "") or new_key()


class CodeForm(forms.Form):
    """Called `voucher`: a field named “code” is a secret that is not kept while someone signs in."""

    voucher = forms.CharField(label=_("Have a code?"), max_length=60, widget=forms.TextInput(LOOK))


def refused(refusal: Exception) -> Any:
    """Why a code gave nothing: the same for one that is unknown, used, or over."""
    return words.TOO_MANY if isinstance(refusal, TooManyCodes) else words.BAD_CODE
