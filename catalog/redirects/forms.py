"""What staff fill in about addresses that moved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.redirects import paths
from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect


class RedirectForm(forms.ModelForm):
    """An old address, such as one of the shop before this one, and where it leads."""

    class Meta:
        model = Redirect
        fields = ("path", "to")
        labels = {"path": _("Old address"), "to": _("Leads to")}
        help_texts = {
            "path": _("Such as /collections/bags/products/arc-bag, without the shop's name."),
            "to": _("A path of this shop. Used only while nothing is found at the old address."),
        }

    def clean_path(self) -> str:
        return paths.old(self.cleaned_data["path"])

    def clean_to(self) -> str:
        return paths.normal(self.cleaned_data["to"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if "path" in told and "to" in told:
            redirects.one_at_a_time()  # the admin saves in the same transaction
            try:
                told["to"] = redirects.destination(told["path"], told["to"])
            except redirects.Loop as loop:
                raise ValidationError(
                    _("That goes in a circle: %(via)s leads back to %(path)s."),
                    params={"via": loop.via, "path": loop.path},
                ) from loop
        return told
