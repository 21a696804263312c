"""What a buyer says of a piece, and what staff answer."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from orders.reviews.models import MOST_PHOTOS, Review

TEXT = {"class": "in"}
STARS = [(number, str(number)) for number in range(1, 6)]


class ManyFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class Photographs(forms.FileField):
    """Any number of files, none among them."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(Photographs, self).clean(one, initial) for one in sent]


class ReviewForm(forms.Form):
    """Stars, words, a name to stand beneath them, photographs."""

    rating = forms.TypedChoiceField(
        label=_("How do you like it?"), choices=STARS, coerce=int, widget=forms.RadioSelect,
        error_messages={"required": _("Choose from one to five stars.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea(TEXT | {"rows": "5"})
    )
    name = forms.CharField(
        label=_("Name beneath it"), max_length=40, required=False,
        widget=forms.TextInput(TEXT | {"autocomplete": "nickname"}),
    )  # fmt: skip
    photos = Photographs(
        label=_("Photographs"), required=False,
        widget=ManyFiles(TEXT | {"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )  # fmt: skip
    keep = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, review: Review | None = None, **kwargs: Any) -> None:
        kept = list(review.photos.filter(is_gone=False)) if review else []
        if review and review.is_said:
            said = {name: getattr(review, name) for name in ("rating", "text", "name")}
            kwargs["initial"] = said | {"keep": [photo.pk for photo in kept]}
        super().__init__(*args, **kwargs)
        self.shown = kept
        self.fields["keep"].choices = [(photo.pk, str(photo)) for photo in kept]  # type: ignore[attr-defined]

    def clean_photos(self) -> list[UploadedFile]:
        photos: list[UploadedFile] = self.cleaned_data["photos"]
        if (
            len(photos) + len(self.data.getlist("keep") if isinstance(self.data, QueryDict) else ())
            > MOST_PHOTOS
        ):
            raise forms.ValidationError(_("At most %(most)s photographs.") % {"most": MOST_PHOTOS})
        return photos
