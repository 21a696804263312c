"""What staff fill in to give a member points, or to take some."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from members.lots.models import PointsGrant

REASONS = [
    (PointsGrant.Reason.GOODWILL, _("Goodwill")),
    (PointsGrant.Reason.CORRECTION, _("Correction")),
    (PointsGrant.Reason.CAMPAIGN, _("Campaign")),
    (PointsGrant.Reason.PURCHASE, _("Purchase in a house")),
]


class GrantForm(forms.Form):
    """Points and why; the hidden key makes a second press of the same form the same gift."""

    points = forms.IntegerField(
        label=_("Points"),
        min_value=-1_000_000,
        max_value=1_000_000,
        help_text=_("Below zero they are taken; what the member has spent already is owed then."),
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS)
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("The member reads it beside the points.")
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_hex(8)
