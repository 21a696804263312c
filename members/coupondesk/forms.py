"""What staff fill in about a coupon: one form, in groups, that refuses what could never work."""

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from catalog.products.models import Variant
from members.couponcodes import codes
from members.coupons.models import Coupon, IssuedCoupon
from minishop.translation_forms import TranslatedForm, translated_form

Kind, Way, Trigger = Coupon.Kind, Coupon.Way, Coupon.Trigger
STACKS = [
    (Coupon.Stack.GOODS, _("Pieces: a coupon for some of them")),
    (Coupon.Stack.ORDER, _("Order: a coupon for all of it")),
    (Coupon.Stack.DELIVERY, _("Delivery")),
    (Coupon.Stack.GIFT, _("Gift")),
]
KINDS = [
    (Kind.AMOUNT, _("An amount off")),
    (Kind.PERCENT, _("A percentage off")),
    (Kind.DELIVERY, _("Free delivery")),
    (Kind.GIFT, _("A piece for nothing")),
]
WAYS = [
    (Way.CLAIM, _("Claimed by members")),
    (Way.CODE, _("By a code")),
    (Way.AUTO, _("Issued by itself")),
    (Way.STAFF, _("Given by staff")),
    (Way.POINTS, _("Bought with points")),
]
TRIGGERS = [
    ("", _("Nothing")),
    (Trigger.JOINED, _("Someone joins")),
    (Trigger.BIRTHDAY, _("A birthday")),
    (Trigger.TIER, _("A tier is reached")),
]
State = IssuedCoupon.State
STATES = {
    State.READY: _("Ready"),
    State.OFFERED: _("Offered to a friend"),
    State.RESERVED: _("In an unpaid order"),
    State.USED: _("Used"),
    State.EXPIRED: _("Expired"),
    State.REVOKED: _("Taken back"),
}


class CouponBase(TranslatedForm):
    kind = forms.ChoiceField(label=_("It is"), choices=KINDS)
    way = forms.ChoiceField(label=_("How it is had"), choices=WAYS)
    trigger = forms.ChoiceField(label=_("Issued when"), choices=TRIGGERS, required=False)
    stack = forms.ChoiceField(label=_("Its class"), choices=STACKS, initial=Coupon.Stack.ORDER)
    combines_with = forms.MultipleChoiceField(
        label=_("Goes together with"), choices=STACKS, required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Two coupons go together if each names the other’s class."),
    )  # fmt: skip

    gift = forms.ModelChoiceField(
        Variant.objects.all(), label=_("Which piece (SKU)"), required=False, to_field_name="sku",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"invalid_choice": _("There is no piece of this SKU.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.gift_id:
            self.initial["gift"] = self.instance.gift.sku

    def clean_shared_code(self) -> str | None:
        """As codes are looked for, however it was typed."""
        return codes.normal(self.cleaned_data.get("shared_code") or "") or None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        for flaw in (*_of_what(told), *_of_how(told), *_of_when(told)):
            self.add_error(*flaw)
        for name, most in self._had().items():
            limit = told.get(name)
            if name in self.changed_data and limit is not None and limit < most:
                self.add_error(name, _("More were claimed already."))
        return told

    def _had(self) -> dict[str, int]:
        """How many there are already, by the limit that may not fall below it."""
        coupon, most = self.instance, Max("claimed")
        if coupon.pk is None:
            return {}
        daily, each = (rows.aggregate(most=most)["most"] or 0 for rows in (coupon.by_day, coupon.holders))
        return {"claim_limit": coupon.claimed, "per_day": daily, "per_member": each}


Flaw = tuple[str, Any]


def _of_what(told: dict[str, Any]) -> list[Flaw]:
    """What it takes off has a figure that makes sense."""
    kind, value = told.get("kind"), told.get("value") or 0
    if kind == Kind.AMOUNT and value <= 0:
        return [("value", _("How much does it take off?"))]
    if kind == Kind.PERCENT and not 0 < value <= 100:
        return [("value", _("A percentage lies between 0 and 100."))]
    if kind == Kind.GIFT and not told.get("gift"):
        return [("gift", _("Which piece is it?"))]
    return []


def _of_how(told: dict[str, Any]) -> list[Flaw]:
    """The way it is had has what it needs."""
    way, trigger = told.get("way"), told.get("trigger")
    if way == Way.AUTO and not trigger:
        return [("trigger", _("By what is it issued?"))]
    if way != Way.AUTO and trigger:
        return [("trigger", _("Only what is issued by itself has this."))]
    if trigger == Trigger.TIER and not told.get("tiers"):
        return [("tiers", _("Which tiers?"))]
    if way == Way.POINTS and not told.get("points_price"):
        return [("points_price", _("For how many points?"))]
    return []


def _of_when(told: dict[str, Any]) -> list[Flaw]:
    begins, ends = told.get("starts_at"), told.get("ends_at")
    return [("ends_at", _("It would end before it begins."))] if begins and ends and ends <= begins else []


CouponForm = translated_form(Coupon, CouponBase)


class BatchForm(forms.Form):
    """How many unique codes, and what they begin with."""

    quantity = forms.IntegerField(label=_("How many codes"), min_value=1, max_value=1_000_000)
    begin = forms.RegexField(
        r"^[A-Za-z0-9]*$", label=_("They begin with"), max_length=8, required=False,
        help_text=_("Letters and digits; twelve random ones follow."),
    )  # fmt: skip
