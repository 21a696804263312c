"""A reward as staff write it: its piece by the SKU."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.products.models import Variant
from orders.rewards.models import Reward


class RewardForm(forms.ModelForm):
    """The piece is named by its SKU, as on its label."""

    sku = forms.CharField(label="SKU", max_length=60, widget=UnfoldAdminTextInputWidget)

    class Meta:
        model = Reward
        fields = (
            "points",
            "cash",
            "position",
            "is_on",
            "tier",
            "limit",
            "per_member",
            "starts_at",
            "ends_at",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["sku"].initial = self.instance.variant.sku

    def clean_limit(self) -> int | None:
        limit: int | None = self.cleaned_data["limit"]
        if limit is not None and limit < self.instance.taken:
            raise forms.ValidationError(_("More were claimed already."), code="taken")
        return limit

    def clean_sku(self) -> str:
        sku = self.cleaned_data["sku"].strip()
        variant = Variant.objects.filter(sku=sku).first()
        if variant is None:
            raise forms.ValidationError(_("There is no piece with this SKU."), code="unknown")
        self.instance.variant = variant
        return sku
