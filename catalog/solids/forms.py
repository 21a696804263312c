"""Taking 3D models from staff."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from catalog.solids.glb import MAX_BYTES, ModelRefused, check

REASONS = {
    "size": _("The model is larger than 8 MB."),
    "format": _("This is no model we can read: one binary glTF 2.0 file, .glb."),
    "compressed": _("Draco, meshopt and Basis need a decoder: export the model without compression."),
    "outside": _("The model names files outside itself: export it as one .glb with everything inside."),
    "extension": _("The model needs an extension of glTF that phones here do not know."),
    "heavy": _("Too heavy for a phone: at most 500,000 points a part and 16 million texture pixels."),
}


class ModelFileForm(forms.ModelForm):
    """A form whose `model_file` is looked through, and named by what it holds."""

    def clean_model_file(self) -> Any:
        told = self.cleaned_data.get("model_file")
        if isinstance(told, UploadedFile):
            data = told.read(MAX_BYTES + 1)
            told.seek(0)
            try:
                check(data)
            except ModelRefused as refusal:
                raise forms.ValidationError(REASONS[refusal.reason]) from refusal
            told.name = f"{hashlib.sha256(data).hexdigest()[:16]}.glb"
        return told
