"""What staff decide about a review, and what they answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """What becomes of a review, as it was read."""

    seen = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])
    decision = forms.ChoiceField(choices=[("publish", "publish"), ("refuse", "refuse")])
    reason = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("decision") == "refuse" and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why: its writer reads it."))
        return self.cleaned_data


class ReplyForm(forms.Form):
    """What the house answers in public; nothing takes the answer back."""

    text = forms.CharField(max_length=1000, required=False)
