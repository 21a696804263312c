"""The brand as staff fill it in: names, pictures, a few colours by scheme, ways to write."""

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminColorInputWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from minishop.brand import palette, uploads
from minishop.brand.models import Brand
from minishop.brand.uploads import UploadRefused

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


#: How people reach the house and who it is, beside the fields with rules of their own.
CONTACT: dict[str, tuple[Any, int, Any]] = {
    "phone": (_("Phone"), 40, ""),
    "company": (_("Company"), 120, _("As it is registered.")),
    "address": (_("Address"), 250, ""),
    "tax_number": (_("Tax number"), 30, _("It stands on invoices and receipts.")),
    "hours": (_("Hours"), 120, _("When somebody answers, for example Mon–Fri 10–18.")),
    "wechat": (_("WeChat account"), 60, ""),
    "record": (_("Record number"), 60, _("ICP record or the like; it stands at the foot of each page.")),
}
REFUSALS = {
    "size": _("The file is too large."),
    "pixels": _("The picture has too many pixels."),
    "format": _("This is no picture we can read: PNG, JPEG or WebP."),
    "small": _("The picture is smaller than 512 × 512 pixels."),
    "font": _("These are no WOFF2 letters."),
}


def _contact() -> dict[str, forms.Field]:
    texts = {
        name: forms.CharField(
            label=label,
            required=False,
            max_length=most,
            help_text=help_text,
            widget=UnfoldAdminTextInputWidget,
        )
        for name, (label, most, help_text) in CONTACT.items()
    }
    profiles = forms.CharField(
        label=_("Profiles"),
        required=False,
        help_text=_("Addresses of the house elsewhere, one a line."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}),
    )
    email = forms.EmailField(label=_("E-mail"), required=False, widget=UnfoldAdminTextInputWidget)
    return {"email": email, **texts, "profiles": profiles}


Extras: Any = type("Extras", (forms.Form,), {**_names(), **_colours(), **_contact()})


class BrandForm(forms.ModelForm, Extras):
    """Fills the row's objects from plain fields; a colour left as the house has it overrides nothing."""

    class Meta:
        model = Brand
        fields = ("name", "logo", "sprite", "icon", "font", "tokens")
        labels = {"name": _("Brand name")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        brand = self.instance
        for code, _label in OTHERS:
            self.initial[f"name_{code}"] = brand.names.get(code, "")
        for scheme in SCHEMES:
            for token in COLOURS:
                self.initial[f"{scheme}_{token}"] = palette.colour(brand.tokens, scheme, token)
        for name in ("email", *CONTACT):
            self.initial[name] = brand.contact.get(name, "")
        self.initial["profiles"] = "\n".join(brand.contact.get("profiles", []))

    def clean_logo(self) -> Any:
        return self._rewritten("logo", uploads.logo)

    def clean_icon(self) -> Any:
        return self._rewritten("icon", uploads.icon)

    def clean_font(self) -> Any:
        file = self.cleaned_data["font"]
        if isinstance(file, UploadedFile):
            self._checked(uploads.check_font, file.read())
            file.seek(0)
        return file

    def clean_profiles(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["profiles"].splitlines() if line.strip()]
        for line in lines:
            URLValidator(schemes=["https"])(line)
        return lines

    def _rewritten(self, name: str, write: Callable[[bytes], bytes]) -> Any:
        """The upload written anew, named by what it holds; anything else as it is."""
        file = self.cleaned_data[name]
        if not isinstance(file, UploadedFile):
            return file
        data = self._checked(write, file.read())
        return ContentFile(data, name=f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.png")

    def _checked(self, check: Callable[[bytes], Any], data: bytes) -> Any:
        try:
            return check(data)
        except UploadRefused as refusal:
            raise forms.ValidationError(REFUSALS[refusal.reason]) from refusal

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["tokens"] = self._tokens(cleaned)
        brand = self.instance
        brand.names = {code: cleaned[f"name_{code}"] for code, _l in OTHERS if cleaned.get(f"name_{code}")}
        asked = ("email", *CONTACT, "profiles")
        kept = {name: value for name, value in brand.contact.items() if name not in asked}
        brand.contact = kept | {name: cleaned[name] for name in asked if cleaned.get(name)}
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
