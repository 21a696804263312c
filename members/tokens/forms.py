from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minishop.api.scopes import scopes

LIVES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), ("0", _("Until you revoke it"))]


class TokenForm(forms.Form):
    """What the token is called, what it may do, and for how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        widget=forms.TextInput({"class": "in", "autocomplete": "off"}),
    )
    life = forms.ChoiceField(
        label=_("How long it lives"), choices=LIVES, widget=forms.Select({"class": "in"})
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=lambda: list(scopes),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing it may do.")},
    )

    def facts(self) -> dict[str, Any]:
        """What `issue` wants."""
        told = self.cleaned_data
        return {
            "name": told["name"],
            "scopes": told["scopes"],
            "days": int(told["life"]) or None,
        }
