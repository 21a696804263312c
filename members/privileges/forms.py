"""What staff fill in: a member's tier, and pieces by their article number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from catalog.products.models import Variant
from members.tiers.models import Tier


class PlaceForm(forms.Form):
    """The tier a member is to have."""

    tier = forms.ModelChoiceField(
        Tier.objects.order_by("rank"), label=_("Tier"), widget=UnfoldAdminSelectWidget
    )


class ByArticleForm(forms.ModelForm):
    """A row about one variant, named by its article number."""

    sku = forms.CharField(
        label=_("article (SKU)"), max_length=60, widget=UnfoldAdminTextInputWidget({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "sku" in self.fields:
            self.fields["sku"].initial = self.instance.variant.sku

    def clean_sku(self) -> str:
        told = self.cleaned_data["sku"].strip()
        variant = Variant.objects.filter(sku=told).first()
        if variant is None:
            raise forms.ValidationError(_("No piece has this article number."))
        others = self._meta.model._default_manager.filter(variant=variant).exclude(pk=self.instance.pk)
        if self._is_of_one and others.exists():
            raise forms.ValidationError(_("This piece has one already."))
        self.instance.variant = variant
        return told

    @property
    def _is_of_one(self) -> bool:
        """Whether a variant has one such row at most."""
        return bool(self._meta.model._meta.get_field("variant").unique)

    def _get_validation_exclusions(self) -> set[str]:
        """The variant is no field of the form, and is checked with the others all the same."""
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out - {"variant"} if self.instance.variant_id and not self._is_of_one else left_out
