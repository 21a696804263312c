from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.search.models import SynonymGroup


class SynonymForm(forms.ModelForm):
    class Meta:
        model = SynonymGroup
        fields = ("words",)
        help_texts = {
            "words": _("Two or more, in any language, parted by commas: lipstick, 口红, 唇膏, eau de parfum.")
        }

    def clean_words(self) -> list[str]:
        """At least two that differ."""
        found = [" ".join(word.split()) for word in self.cleaned_data["words"]]
        words = list(dict.fromkeys(filter(None, found)))
        if len(words) < 2:
            raise forms.ValidationError(_("One word alone has no synonym: write two or more."))
        return words


class MeantForm(forms.Form):
    word = forms.CharField(
        label=_("It means the same as"),
        max_length=60,
        help_text=_("A word that finds the right pieces, such as lipstick or 唇膏."),
    )
