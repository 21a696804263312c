"""What staff wish for many products."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.bulk.wishes import Wish
from catalog.collections.models import Collection
from catalog.vendors.models import Vendor

AS_IT_IS = ("", _("As it is"))
BY = [
    ("percent", _("By percent, –20 for a fifth less")),
    ("amount", _("By an amount")),
    ("set", _("To an amount")),
]
ROUNDINGS = [("", _("To the cent")), ("whole", _("To .00")), ("ninety", _("To .90"))]
COMPARE = [AS_IT_IS, ("was", _("The price until now")), ("none", _("None"))]


def moment() -> forms.DateTimeInput:
    """The browser's own choice of a day and a time, in the shop's time."""
    return forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PriceForm(forms.Form):
    """How prices change; alone, what a plan needs beside its time."""

    price_by = forms.ChoiceField(label=_("Price"), choices=[AS_IT_IS, *BY], required=False)
    price = forms.DecimalField(
        label=_("By how much, or to what"), max_digits=12, decimal_places=2, required=False
    )
    rounding = forms.ChoiceField(label=_("Round"), choices=ROUNDINGS, required=False)
    compare = forms.ChoiceField(label=_("Price before"), choices=COMPARE, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("price_by") and told.get("price") is None and "price" not in self.errors:
            self.add_error("price", _("How much?"))
        return told

    def wish(self) -> Wish:
        told = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return Wish.read({name: _plain(value) for name, value in told.items()})


class PlanForm(PriceForm):
    price_by = forms.ChoiceField(label=_("Price"), choices=BY)
    starts_at = forms.DateTimeField(label=_("From"), widget=moment())
    ends_at = forms.DateTimeField(
        label=_("Until"),
        widget=moment(),
        required=False,
        help_text=_("Then the price is what it was. Empty: it stays."),
    )
    title = forms.CharField(label=_("For staff: why"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        start, end = told.get("starts_at"), told.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _("It ends after it begins."))
        return told


class EditForm(PriceForm):
    status = forms.ChoiceField(
        label=_("Status"),
        choices=[AS_IT_IS, ("publish", _("Publish")), ("unpublish", _("Take off sale"))],
        required=False,
    )
    kind = forms.CharField(label=_("Type"), max_length=120, required=False)
    vendor = forms.ModelChoiceField(label=_("Vendor"), queryset=Vendor.objects.all(), required=False)
    add_tags = forms.CharField(label=_("Add tags"), required=False, help_text=_("With commas between."))
    remove_tags = forms.CharField(label=_("Remove tags"), required=False, help_text=_("With commas between."))
    add_to: Any = forms.ModelChoiceField(label=_("Add to the collection"), queryset=None, required=False)
    remove_from: Any = forms.ModelChoiceField(
        label=_("Take out of the collection"), queryset=None, required=False
    )
    withdrawn_at = forms.DateTimeField(label=_("No longer on sale from"), widget=moment(), required=False)
    tracked = forms.ChoiceField(
        label=_("Stock"),
        choices=[AS_IT_IS, ("on", _("Counted")), ("off", _("Not counted, always there"))],
        required=False,
    )
    field_order = (
        "status", "kind", "vendor", "add_tags", "remove_tags", "add_to", "remove_from",
        "price_by", "price", "rounding", "compare", "withdrawn_at", "tracked",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_hand = Collection.objects.filter(match=Collection.Match.HAND)
        for name in ("add_to", "remove_from"):
            self.fields[name].queryset = by_hand  # type: ignore[attr-defined]

    def clean_add_tags(self) -> tuple[str, ...]:
        return _tags(self.cleaned_data["add_tags"])

    def clean_remove_tags(self) -> tuple[str, ...]:
        return _tags(self.cleaned_data["remove_tags"])

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if not self.errors and self.wish().is_empty:
            raise forms.ValidationError(_("Say what should change."))
        return told


def _tags(typed: str) -> tuple[str, ...]:
    tags = tuple(dict.fromkeys(tag.strip() for tag in typed.replace("，", ",").split(",") if tag.strip()))
    if any(len(tag) > 60 for tag in tags):
        raise forms.ValidationError(_("A tag has at most sixty letters."))
    return tags


def _plain(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, Decimal):
        return str(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return getattr(value, "pk", value)
