"""What staff fill in about pages, and ask of a preview."""

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSplitDateTimeWidget, UnfoldBooleanSwitchWidget

from catalog.pages.models import Block, Page
from catalog.pages.services import TAGS
from catalog.pictures.forms import UploadForm
from catalog.products.models import Product
from minishop.translation_forms import TranslatedForm, names, translated_form

Kind = Block.Kind
PICTURE = ("picture", "upload", "words")
SAYS = ("kicker", "title", "text", "action", "link")
#: Which fields each kind reads, beside those all have.
READS: dict[str, tuple[str, ...]] = {
    Kind.HERO: ("story", *SAYS, *PICTURE),
    Kind.COLLECTION: ("collection", "title", "text", "action", "link"),
    Kind.PRODUCTS: ("pieces", "title", "action", "link"),
    Kind.STORY: ("story", "look", *SAYS, *PICTURE),
    Kind.TEXT: (*SAYS, *PICTURE),
    Kind.STORE: ("title", "text"),
    Kind.DROP: ("pieces", "look", *SAYS, *PICTURE),
    Kind.DEPARTMENTS: ("title",),
    Kind.HOLDINGS: ("title", "text"),
}
NEEDS = {
    Kind.COLLECTION: ("collection", _("Choose a collection.")),
    Kind.STORY: ("story", _("Choose a story.")),
    Kind.DROP: ("pieces", _("Choose the piece that is to come.")),
    Kind.TEXT: ("text", _("Write a text.")),
}

PageForm = translated_form(Page)


class InOrder(AutocompleteSelectMultiple):
    """Chosen rows stay in the order in which they were chosen."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        groups = super().optgroups(name, value, attr)
        place = {told: position for position, told in enumerate(value)}
        groups[0][1].sort(key=lambda option: place.get(str(option["value"]), -1))
        return groups


class BlockBase(UploadForm, TranslatedForm):
    """A block with its pieces, and a copy of it where one is asked for."""

    pieces = forms.ModelMultipleChoiceField(
        label=_("Pieces"),
        queryset=Product.objects.all(),
        required=False,
        help_text=_("In the order you choose them. None: the newest."),
        widget=InOrder(
            Block._meta.get_field("products"), admin.site, attrs={"class": "unfold-admin-autocomplete"}
        ),
    )
    twice = forms.BooleanField(label=_("Duplicate"), required=False, widget=UnfoldBooleanSwitchWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["pieces"] = [place.product_id for place in self.instance.places.all()]
        if "kind" in self.fields:
            self.fields["kind"].widget.attrs["data-reads"] = json.dumps(_reads())
        if "text" in self.fields:
            tags = ", ".join(sorted(TAGS))  # without brackets: a help text is HTML
            self.fields["text"].help_text = _("Words, with %(tags)s where needed.") % {"tags": tags}

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        field, words = NEEDS.get(told.get("kind", ""), ("", ""))
        if field and not told.get(field):
            self.add_error(field, words)
        return told

    def chosen(self) -> list[Product]:
        """The pieces in the order in which they were chosen."""
        by_id = {str(product.pk): product for product in self.cleaned_data.get("pieces", ())}
        told: Any = self.data
        return [by_id[pk] for pk in told.getlist(self.add_prefix("pieces")) if pk in by_id]


BlockForm = translated_form(Block, BlockBase)


class MomentForm(forms.Form):
    """When a page is to be seen."""

    at = forms.SplitDateTimeField(label=_("From"), widget=UnfoldAdminSplitDateTimeWidget)


class PreviewForm(forms.Form):
    """What a preview shows: which revision, as of when, in which language."""

    COPY, SEEN = "", "seen"
    what = forms.CharField(required=False, max_length=10)
    at = forms.DateTimeField(required=False)
    language = forms.ChoiceField(required=False, choices=settings.LANGUAGES)


def _reads() -> dict[str, list[str]]:
    """The same with the fields of the other languages."""
    spoken = {name: names(Block, name) for name in Block.translated}
    return {
        kind: [each for name in fields for each in (name, *spoken.get(name, ()))]
        for kind, fields in READS.items()
    }
