"""What the bag's coupons take from a page."""

from typing import Any

from django import forms


class ManyField(forms.Field):
    """Everything that was ticked under a name, as text; what of it counts the verb decides."""

    widget = forms.SelectMultiple
    MOST = 50

    def clean(self, value: Any) -> list[str]:
        return [str(one)[:40] for one in (value or [])[: self.MOST] if "\0" not in str(one)]


class ChoiceForm(forms.Form):
    """The best by themselves, none this time, or those that are ticked."""

    do = forms.ChoiceField(choices=[("best", "best"), ("none", "none"), ("choose", "choose")])
    issued = ManyField(required=False)
    told = ManyField(required=False)

    def clean_issued(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["issued"] if one.isdecimal() and len(one) < 18]
