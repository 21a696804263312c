"""The three boxes of a region: each offers what lies in the one before it."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from minishop.regions import parsing, places
from minishop.regions.places import Place

PARTS = ("province", "city", "district")


def box(level: int) -> forms.Select:
    return forms.Select({"class": "in", "autocomplete": f"address-level{level}"})


class RegionForm(forms.Form):
    """Province, city and district. What came in pasted and is not on the map is kept as it was typed."""

    province = forms.ChoiceField(label=_("Province"), required=False, widget=box(1))
    city = forms.CharField(label=_("City"), max_length=60, required=False, widget=box(2))
    district = forms.CharField(label=_("District"), max_length=60, required=False, widget=box(3))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = places.place(*(str(self[part].value() or "") for part in PARTS))
        told: Any = dict(self.data.items()) if self.is_bound else self.initial
        for part in PARTS:
            told[part] = getattr(self.region, part)
        self.data = told if self.is_bound else self.data
        self._offer()

    def _offer(self) -> None:
        """Each box has its choices and asks for the next ones when it changes."""
        from_here = {
            "hx-get": reverse("regions", args=[get_language() or "en"]), "hx-include": "#region select",
            "hx-target": "#region", "hx-swap": "outerHTML", "hx-trigger": "change",
        }  # fmt: skip
        region = self.region
        names = [(kept, gettext(kept)) for kept in places.provinces()]
        self.fields["province"].choices = [("", _("Choose")), *names]  # type: ignore[attr-defined]
        self.fields["city"].widget.choices = _choices(places.cities(region.province), region.city)
        parts = _choices(places.districts(region.province, region.city), region.district)
        self.fields["district"].widget.choices = parts
        for name in ("province", "city"):
            self.fields[name].widget.attrs |= from_here

    @property
    def doubt(self) -> str:
        """What the map does not know of the address; nobody is kept from sending there."""
        said = {
            "city": _("We don’t know this city. Check it before you go on."),
            "district": _("We don’t know this district. Check it before you go on."),
        }
        return str(said.get(self.region.unknown, ""))

    def clean_city(self) -> str:
        """A city of another province was left standing when the province changed."""
        city = self.cleaned_data["city"]
        if self.region.unknown == "city" and any(places.city(other, city) for other in places.provinces()):
            raise forms.ValidationError(_("This city is in another province. Choose again."))
        return city


def narrowed(told: dict[str, Any]) -> dict[str, Any]:
    """The same, without a city or a district that lies elsewhere than what was chosen before it."""
    region = places.place(*(str(told.get(part, "")) for part in PARTS))
    if region.unknown == "city":
        return told | {"city": "", "district": ""}
    return told | {"district": "" if region.unknown or not region.city else region.district}


def sorted_into(told: dict[str, Any], pasted: str) -> dict[str, Any]:
    """The same with what was pasted in its boxes; a place named there takes away the whole one before it."""
    found = parsing.sort(pasted)
    before = dict.fromkeys(PARTS, "") if set(PARTS) & set(found) else {}
    return told | before | found | {"paste": ""}


def _choices(known: tuple[Place, ...], typed: str) -> list[tuple[str, Any]]:
    rows = [(one.zh, one.called) for one in known]
    is_other = typed and typed not in {one.zh for one in known}
    return [("", _("Choose") if known else "–"), *rows, *([(typed, typed)] if is_other else [])]
