"""Whom, and what: the two things staff say before anything is given to many."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from members.bulkgrants import choosing
from members.bulkgrants.models import MOST, BulkGrant
from members.coupons.models import Coupon
from members.lots.models import PointsGrant
from members.tiers.models import Tier

Kind = BulkGrant.Kind
LARGEST = 2 * 1024 * 1024
#: What each kind asks of whoever gives it.
RIGHTS = {
    Kind.POINTS: "members.add_pointsgrant",
    Kind.COUPON: "members.add_issuedcoupon",
    Kind.TIER: "members.change_membership",
}
KINDS = {Kind.POINTS: _("Points"), Kind.COUPON: _("A coupon"), Kind.TIER: _("A tier")}
REASONS = [
    (PointsGrant.Reason.CAMPAIGN, _("Campaign")),
    (PointsGrant.Reason.GOODWILL, _("Goodwill")),
    (PointsGrant.Reason.CORRECTION, _("Correction")),
]


class WhomForm(forms.Form):
    """Everybody of a tier, or those whose addresses are pasted or in a file."""

    tier = forms.ModelChoiceField(
        label=_("Everybody of a tier"), queryset=Tier.objects.all(), required=False, empty_label="—"
    )
    pasted = forms.CharField(
        label=_("Or these"),
        widget=forms.Textarea({"rows": 8, "placeholder": "138 0013 8000\nwen@example.com"}),
        required=False,
        help_text=_("A phone number or an e-mail to a line; lines copied from a table will do."),
        max_length=LARGEST,
    )
    file = forms.FileField(label=_("Or a CSV file of them"), required=False, max_length=200)

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not person.has_perm("members.view_user"):  # whether an address has an account is personal
            del self.fields["pasted"], self.fields["file"]

    def clean_file(self) -> str:
        """The file as text, however it was written."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > LARGEST:
            raise ValidationError(_("Larger than two megabytes."))
        content = file.read()
        for name in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(name)
            except UnicodeDecodeError:
                continue
        raise ValidationError(_("Save it as CSV, in UTF-8."))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        said = [name for name in ("tier", "pasted", "file") if told.get(name)]
        if not self.errors and len(said) != 1:
            raise ValidationError(_("Say one of them: a tier, a list, or a file."))
        return told

    def chosen(self) -> list[choosing.Chosen]:
        """Those meant."""
        if tier := self.cleaned_data.get("tier"):
            return list(choosing.these(choosing.of_tier(tier.pk)))
        found = choosing.typed(self.cleaned_data.get("pasted") or self.cleaned_data["file"])
        return list(choosing.at(found[: MOST + 1]))


class WhatForm(forms.Form):
    """Points, a coupon or a tier, of which a person is offered what they may give."""

    kind = forms.ChoiceField(label=_("What"))
    points = forms.IntegerField(
        label=_("How many points"),
        required=False,
        help_text=_("For each of them. Below zero they are taken back."),
    )
    reason = forms.ChoiceField(label=_("Why"), choices=REASONS, required=False)
    note = forms.CharField(
        label=_("Note"), max_length=200, required=False, help_text=_("Members read it beside their points.")
    )
    coupon = forms.ModelChoiceField(label=_("Which coupon"), queryset=Coupon.objects.open(), required=False)
    tier = forms.ModelChoiceField(label=_("Which tier"), queryset=Tier.objects.all(), required=False)

    NEEDS = {Kind.POINTS: ("points", "reason", "note"), Kind.COUPON: ("coupon",), Kind.TIER: ("tier",)}

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [kind for kind, right in RIGHTS.items() if person.has_perm(right)]
        self.fields["kind"].choices = [(kind, KINDS[kind]) for kind in offered]  # type: ignore[attr-defined]
        for kind, names in self.NEEDS.items():
            for name in names if kind not in offered else ():
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        kind = told.get("kind")
        if kind and not told.get(kind) and kind not in self.errors:
            self.add_error(kind, _("How many, or which?"))
        return told

    def said(self) -> dict[str, Any]:
        """As `services.say` wants it."""
        told = self.cleaned_data
        about = (
            {name: told.get(name, "") for name in ("reason", "note")} if told["kind"] == Kind.POINTS else {}
        )
        return {"kind": told["kind"], "what": told[told["kind"]], **about}
