"""Taking photographs from staff."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

from catalog.pictures import services as pictures
from catalog.pictures.develop import PictureRefused
from catalog.pictures.models import PictureNotKept

REASONS = {
    "size": _("The file is larger than 20 MB."),
    "pixels": _("The picture has more than 40 million pixels."),
    "format": _("This is no picture we can read: JPEG, PNG, WebP or AVIF."),
}
NOT_KEPT = _("The store of pictures did not take it: it may be full. Nothing was kept; try again later.")


def in_words(problem: PictureRefused | PictureNotKept) -> Any:
    """Why a picture was not taken, for whoever brought it."""
    return REASONS[problem.reason] if isinstance(problem, PictureRefused) else NOT_KEPT


class UploadForm(forms.ModelForm):
    """A form whose `picture` may be chosen, or come from a file with words for those who can't see it."""

    upload = forms.FileField(label=_("New photograph"), required=False, widget=UnfoldAdminFileFieldWidget)
    words = forms.CharField(
        label=_("What it shows"), required=False, max_length=250, widget=UnfoldAdminTextInputWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "picture" in self.fields:
            self.fields["picture"].required = False

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("upload"):
            try:
                told["picture"] = pictures.add(told["upload"], alt=told.get("words", ""))
            except (PictureRefused, PictureNotKept) as problem:
                self.add_error("upload", in_words(problem))
        elif "picture" in self.fields and not told.get("picture") and not self._may_be_empty():
            self.add_error("upload", _("Choose a picture or a file."))
        return told

    def _may_be_empty(self) -> bool:
        return bool(self._meta.model._meta.get_field("picture").null)
