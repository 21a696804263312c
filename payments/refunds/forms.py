"""What staff fill in to send money back."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RefundForm(forms.Form):
    """An amount and a reason; the hidden key makes a second press of the same form the same refund."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=15, decimal_places=3)
    reason = forms.CharField(label=_("Reason"), max_length=80)
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_hex(8)
