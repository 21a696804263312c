"""What staff fill in for a member's purchase."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.accounts.models import User
from members.coupons.models import IssuedCoupon
from orders.purchases import rules


class PurchaseForm(forms.Form):
    """The receipt, what it comes to, and what of the member's is taken off it."""

    receipt = forms.CharField(label=_("Receipt number"), max_length=60)
    amount = forms.DecimalField(
        label=pgettext_lazy("a receipt", "What it comes to"),
        max_digits=12,
        decimal_places=2,
        min_value=Decimal("0.01"),
    )
    coupon = forms.ModelChoiceField(IssuedCoupon.objects.none(), required=False, empty_label=None)
    covered = forms.BooleanField(required=False)
    points = forms.IntegerField(label=_("Points to pay with"), min_value=0, required=False)

    def __init__(self, data: Any, *, member: User) -> None:
        super().__init__(data)
        field = self.fields["coupon"]
        assert isinstance(field, forms.ModelChoiceField)
        self.coupons = rules.at_counter(member)
        field.queryset = IssuedCoupon.objects.filter(pk__in=[one.pk for one in self.coupons]).select_related(
            "coupon"
        )

    def lines(self) -> list[forms.BoundField]:
        """What is typed, in order."""
        return [self["receipt"], self["amount"], self["points"]]

    def told(self) -> dict[str, Any]:
        """What the verbs take; only of a valid form."""
        found = self.cleaned_data
        return {
            "receipt": found["receipt"], "amount": found["amount"], "points": found["points"] or 0,
            "issued": found["coupon"], "covered": found["covered"],
        }  # fmt: skip
