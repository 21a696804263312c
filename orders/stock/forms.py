"""What staff fill in about pieces that came, went or were counted."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class StockForm(forms.Form):
    """A reason, and a hidden key that makes a second press of the same form the same movement."""

    note = forms.CharField(label=_("Reason"), max_length=200)
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_hex(8)


class ReceiveForm(StockForm):
    quantity = forms.IntegerField(label=_("Pieces that came"), min_value=1, max_value=100_000)
    field_order = ("quantity", "note")


class CountForm(StockForm):
    counted = forms.IntegerField(label=_("Pieces on the shelf"), min_value=0, max_value=100_000)
    field_order = ("counted", "note")


class WriteOffForm(StockForm):
    quantity = forms.IntegerField(label=_("Pieces that can’t be sold"), min_value=1, max_value=100_000)
    field_order = ("quantity", "note")


class LevelForm(forms.Form):
    level = forms.IntegerField(
        label=_("So few are low"),
        min_value=0,
        max_value=100_000,
        required=False,
        help_text=_("Empty for the shop’s usual level."),
    )


class BackorderForm(forms.Form):
    limit = forms.IntegerField(
        label=_("May be promised beyond what is there"),
        min_value=0,
        max_value=100_000,
        help_text=_("Pieces for parcels only; 0 sells what is on the shelf and no more."),
    )
