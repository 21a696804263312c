"""What staff fill in about an order or a parcel."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason, for our own books"), max_length=80)


class ShelfForm(forms.Form):
    shelf = forms.CharField(label=_("Where it lies (“B14”)"), max_length=20, required=False)


class ParcelForm(forms.Form):
    carrier = forms.CharField(label=_("Carrier"), max_length=60)
    tracking = forms.CharField(label=_("Tracking number"), max_length=60)
