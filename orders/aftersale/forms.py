"""What a shopper fills in to ask something back; nothing of it is lost when it comes back."""

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.pictures.decode import PictureRefused
from catalog.products.models import Variant
from orders.aftersale import photos
from orders.aftersale.choosing import Row
from orders.orders.models import Order
from orders.returns.models import Return
from orders.returns.rules import REASONS, NotReturnable, Piece
from orders.returns_words import words
from orders.stores.models import Store

TEXT = {"class": "in"}
REFUSED = {
    "size": _("%(name)s is larger than 20 MB."),
    "pixels": _("%(name)s has more than 40 million pixels."),
    "format": _("%(name)s is no picture we can read: JPEG, PNG, WebP or AVIF."),
}
#: Which box each rule of returns is about; the others are said above the form.
ABOUT = {
    "reason": "reason",
    "kind": "kind",
    "back": "back",
    "store": "store",
    "photo": "photos",
    "gone": "pieces",
}


class AskForm(forms.Form):
    """Pieces, why, what for, with which photographs, and the way back."""

    reason = forms.ChoiceField(error_messages={"required": _("Choose why.")})
    kind = forms.ChoiceField(
        choices=Return.Kind.choices, error_messages={"required": _("Choose what you would like.")}
    )
    back = forms.ChoiceField(choices=Return.Back.choices, required=False)
    store = forms.ModelChoiceField(Store.objects.for_pickup(), to_field_name="code", required=False)
    note = forms.CharField(
        label=_("In your own words"), max_length=500, required=False,
        widget=forms.Textarea(TEXT | {"rows": "3"}),
    )  # fmt: skip
    key = forms.CharField(max_length=64, required=False)
    #: Filled by `read_photos`; here so that their flaws have a place.
    photos = forms.CharField(required=False)
    pieces = forms.CharField(required=False)

    def __init__(self, *args: Any, order: Order, rows: list[Row], before: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.rows, self.before = order, rows, before
        offered = {one.code: one for row in rows for one in row.reasons}
        self.fields["reason"].choices = [(code, code) for code in offered]  # type: ignore[attr-defined]
        self.kept: dict[str, str] = {}
        self.initial.setdefault("key", uuid4().hex)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.chosen:
            self.add_error("pieces", words.refusal(NotReturnable("pieces")))
        if not self.comes_back:
            told["back"], told["store"] = Return.Back.NONE, None
        elif told.get("back") not in (Return.Back.POST, Return.Back.STORE):
            self.add_error("back", words.refusal(NotReturnable("back")))
        elif told["back"] == Return.Back.STORE and not told.get("store"):
            self.add_error("store", words.refusal(NotReturnable("store")))
        return told

    def read_photos(self, uploads: list[UploadedFile]) -> None:
        """What was kept before and what came now; a file that is no picture is said by its name."""
        self.kept = photos.named(self.order, cast(QueryDict, self.data).getlist("kept"))
        for upload in uploads[: photos.MOST - len(self.kept)]:
            try:
                token = photos.keep(self.order, upload)
            except PictureRefused as flaw:
                self._flaw("photos", REFUSED[flaw.reason] % {"name": upload.name})
            else:
                self.kept |= photos.named(self.order, [token])
        if len(uploads) > photos.MOST:
            self._flaw("photos", _("Six photographs at most; the first six were kept."))

    def refuse(self, error: NotReturnable) -> None:
        """The form says which rule forbids it, where it is about one of its boxes."""
        place = ABOUT.get(error.why, "pieces" if error.line or error.why == "pieces" else None)
        self._flaw(place, words.refusal(error, self.why))

    def _flaw(self, place: str | None, text: Any) -> None:
        self.add_error(place, text)

    # What was chosen, also while something is still missing

    def said(self, name: str) -> str:
        return str((self.data if self.is_bound else self.initial).get(name, ""))

    def quantity(self, row: Row) -> int:
        told = self.said(f"pieces-{row.line.pk}")
        return min(int(told), row.most) if told.isdecimal() and len(told) < 6 else 0

    def instead(self, row: Row) -> Variant | None:
        """The variant wanted instead; the same one until another is chosen."""
        told = self.said(f"instead-{row.line.pk}") or str(row.line.variant_id)
        return next((one for one in row.shades if str(one.pk) == told), None)

    @property
    def chosen(self) -> list[Row]:
        return [row for row in self.rows if self.quantity(row)]

    @property
    def pieces_wanted(self) -> list[Piece]:
        exchange = self.said("kind") == Return.Kind.EXCHANGE
        return [
            Piece(row.line, self.quantity(row), self.instead(row) if exchange else None)
            for row in self.chosen
        ]

    @property
    def why(self) -> Any:
        """The reason, once one was chosen."""
        return REASONS.get(self.said("reason"))

    @property
    def comes_back(self) -> bool:
        """Whether the pieces have to come back for what is asked."""
        if self.before or self.said("reason") == "not_arrived":
            return False
        return self.said("kind") in (Return.Kind.RETURN, Return.Kind.EXCHANGE)


class ParcelForm(forms.Form):
    """With whom the pieces travel back."""

    carrier = forms.CharField(
        label=_("Carrier"), max_length=60, widget=forms.TextInput(TEXT | {"autocomplete": "off"})
    )
    tracking = forms.CharField(
        label=_("Tracking number"), max_length=60, widget=forms.TextInput(TEXT | {"autocomplete": "off"})
    )
