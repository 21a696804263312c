from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.pictures.forms import UploadForm
from catalog.vendors.models import Vendor
from minishop.translation_forms import TranslatedForm, translated_form


class VendorBase(UploadForm, TranslatedForm):
    """A vendor with its picture, chosen or new."""


VendorForm = translated_form(Vendor, VendorBase)


class MergeForm(forms.Form):
    into = forms.ModelChoiceField(
        Vendor.objects.all(),
        label=_("Which brand takes its pieces?"),
        help_text=_("Its page leads there from then on. This can't be undone."),
    )
