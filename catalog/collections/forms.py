"""What staff fill in about collections: their words, and rules as rows of a condition and a value."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.widgets import INPUT_CLASSES, SELECT_CLASSES

from catalog.collections import rules as conditions
from catalog.collections.models import Collection
from catalog.collections.rules import Rule
from minishop.translation_forms import TranslatedForm, translated_form

BLANK = 2  # empty rows after those filled in, for browsers without script
GROUPS = {
    "title": _("Title"),
    "type": _("Type"),
    "vendor": _("Brand"),
    "tag": _("Tag"),
    "price": _("Price"),
    "reduced": _("Reduced"),
    "stock": _("Stock"),
    "option": _("Options"),
    "published": _("Time on sale"),
    "sku": _("SKU"),
}


class RulesWidget(forms.Widget):
    """One row for each condition: what is asked, and the value; a row left empty asks nothing."""

    class Media:
        js = (forms.Script("js/rules.js", defer=True),)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Rule]:
        told = data if isinstance(data, MultiValueDict) else MultiValueDict(data)
        asked, values = told.getlist(f"{name}_asks"), told.getlist(f"{name}_value")
        rows = zip(asked, [*values, *[""] * len(asked)], strict=False)
        return [_rule(ask, value) for ask, value in rows if ask or value.strip()]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}_asks" not in data

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        filled = [(f"{rule.get('field')}.{rule.get('is')}", rule.get("value", "")) for rule in value or []]
        context = {
            "name": name,
            "rows": [*filled, *[("", "")] * BLANK],
            "groups": choices(),
            "classes": {"select": " ".join(SELECT_CLASSES), "input": " ".join(INPUT_CLASSES)},
        }
        return render_to_string("admin/collections/rules.html", context)


class RulesField(forms.Field):
    """A list of rules, read by `rules.read`."""

    widget = RulesWidget

    def clean(self, value: Any) -> list[Rule]:
        return conditions.read(super().clean(value) or [])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != (data or [])


class CollectionBase(TranslatedForm):
    rules = RulesField(
        label=_("Conditions"), required=False, help_text=_("Read only when the collection is filled by rule.")
    )


CollectionForm = translated_form(Collection, CollectionBase)


def asked(data: Mapping[str, Any], name: str = "rules") -> list[Rule]:
    """The rules that rows of a form say.

    Raises:
        ValidationError: one of them makes no sense.
    """
    return conditions.read(RulesWidget().value_from_datadict(data, None, name))


def choices() -> list[tuple[Any, list[tuple[str, Any, str]]]]:
    """What may be asked, by what it is asked of: (heading, [(key, words, what its value is)])."""
    return [
        (
            heading,
            [
                (f"{field}.{relation}", condition.words, condition.takes)
                for (field, relation), condition in conditions.CONDITIONS.items()
                if field == group
            ],
        )
        for group, heading in GROUPS.items()
    ]


def _rule(ask: str, value: str) -> Rule:
    field, _dot, relation = ask.partition(".")
    return {"field": field, "is": relation, "value": value}
