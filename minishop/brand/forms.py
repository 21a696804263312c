"""The brand as staff fill it in: names, pictures, a few colours by scheme, ways to write."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminColorInputWidget, UnfoldAdminTextInputWidget

from minishop.brand import palette
from minishop.brand.models import Brand

#: The colours most brands want to change; any other token goes into `tokens`.
COLOURS = {
    "bone": _("Page"),
    "paper": _("Cards"),
    "linen": _("Behind pictures"),
    "ink": _("Words"),
    "plum": _("Accent"),
    "fill": _("Main buttons"),
}
SCHEMES = {"light": _("Colours by day"), "dark": _("Colours by night")}
OTHERS = [(code, label) for code, label in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def _names() -> dict[str, forms.Field]:
    return {
        f"name_{code}": forms.CharField(
            label=label, required=False, max_length=80, widget=UnfoldAdminTextInputWidget
        )
        for code, label in OTHERS
    }


def _colours() -> dict[str, forms.Field]:
    return {
        f"{scheme}_{token}": forms.RegexField(
            palette.HEX, label=label, required=False, widget=UnfoldAdminColorInputWidget
        )
        for scheme in SCHEMES
        for token, label in COLOURS.items()
    }


def _contact() -> dict[str, forms.Field]:
    return {
        "email": forms.EmailField(label=_("E-mail"), required=False, widget=UnfoldAdminTextInputWidget),
        "phone": forms.CharField(
            label=_("Phone"), required=False, max_length=40, widget=UnfoldAdminTextInputWidget
        ),
    }


Extras: Any = type("Extras", (forms.Form,), {**_names(), **_colours(), **_contact()})


class BrandForm(forms.ModelForm, Extras):
    """Fills the row's objects from plain fields; a colour left as the house has it overrides nothing."""

    class Meta:
        model = Brand
        fields = ("name", "logo", "sprite", "font", "tokens")
        labels = {"name": _("Brand name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand = self.instance
        for code, _label in OTHERS:
            self.initial[f"name_{code}"] = brand.names.get(code, "")
        for scheme in SCHEMES:
            for token in COLOURS:
                self.initial[f"{scheme}_{token}"] = palette.colour(brand.tokens, scheme, token)
        for name in ("email", "phone"):
            self.initial[name] = brand.contact.get(name, "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["tokens"] = self._tokens(cleaned)
        brand = self.instance
        brand.names = {code: cleaned[f"name_{code}"] for code, _l in OTHERS if cleaned.get(f"name_{code}")}
        kept = {name: value for name, value in brand.contact.items() if name not in ("email", "phone")}
        brand.contact = kept | {name: cleaned[name] for name in ("email", "phone") if cleaned.get(name)}
        return cleaned

    def _tokens(self, cleaned: dict[str, Any]) -> palette.Tokens:
        """The tokens typed, with the colours chosen; one that was not touched stays as it was."""
        tokens = {scheme: dict(values) for scheme, values in (cleaned.get("tokens") or {}).items()}
        for scheme in SCHEMES:
            for token in COLOURS:
                field = f"{scheme}_{token}"
                if field in self.changed_data and cleaned.get(field):
                    tokens.setdefault(scheme, {})[token] = cleaned[field].upper()
        return {scheme: values for scheme, values in tokens.items() if values}
