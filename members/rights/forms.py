from django import forms
from django.utils.translation import gettext as plain
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    """The word typed out, so that nobody is erased by a slip of the thumb."""

    word = forms.CharField(
        label=_("Type the word “erase” to confirm"),
        max_length=20,
        widget=forms.TextInput({"class": "in", "autocomplete": "off", "autocapitalize": "none"}),
    )

    def clean_word(self) -> str:
        typed = self.cleaned_data["word"].strip(" \"'“”「」").lower()
        if typed not in {"erase", plain("erase").lower()}:
            raise forms.ValidationError(_("That is not the word; nothing was erased."))
        return typed
