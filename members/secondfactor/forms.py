from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget


class DigitsForm(forms.Form):
    """Six digits of the app, or a recovery code."""

    typed = forms.CharField(
        label=_("Six digits from your app, or a recovery code"),
        max_length=20,
        widget=UnfoldAdminTextInputWidget(
            {
                "autocomplete": "one-time-code",
                "autofocus": True,
                "autocapitalize": "off",
                "spellcheck": "false",
            }
        ),
    )


class SetUpForm(forms.Form):
    """The first digits the app shows."""

    typed = forms.CharField(
        label=_("Six digits the app shows now"),
        max_length=12,
        widget=UnfoldAdminTextInputWidget(
            {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def clean_typed(self) -> str:
        return "".join(sign for sign in self.cleaned_data["typed"] if sign.isdecimal())
