"""What staff fill in to give a member store credit, or to take some back."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.credit.models import CreditGrant

REASONS = [
    (CreditGrant.Reason.GOODWILL, _("Goodwill")),
    (CreditGrant.Reason.CORRECTION, _("Correction")),
    (CreditGrant.Reason.CAMPAIGN, _("Campaign")),
]


class GrantForm(forms.Form):
    """An amount and why; the hidden key makes a second press of the same form the same gift."""

    amount = forms.DecimalField(
        label=_("Amount"), max_digits=12, decimal_places=3, help_text=_("Below zero it is taken back.")
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS)
    note = forms.CharField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("For our own books; the member does not read it."),
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_hex(8)
