from django import forms
from django.utils.translation import gettext_lazy as _


class NameForm(forms.Form):
    """What its owner calls a passkey."""

    name = forms.CharField(
        label=_("Name"), max_length=60, widget=forms.TextInput({"class": "in", "autocomplete": "off"})
    )
