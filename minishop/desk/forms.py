"""What staff fill in to bring a table: the file, and how its kind is to take it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from minishop.imports.kinds import Kind, choices


class UploadForm(forms.Form):
    """The fields follow the kind: a switch for each of its switches, a list for each of its choices."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, the columns in the first row. Nothing is changed before you say so."),
        max_length=200,
        widget=UnfoldAdminFileFieldWidget,
    )

    def __init__(self, *args: Any, kind: Kind, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.tsv,.xlsx"
        for name, (label, offered) in choices(kind, person).items():
            self.fields[name] = forms.ChoiceField(
                label=label, choices=offered, required=False, widget=UnfoldAdminSelectWidget
            )
        for name, label in kind.switches.items():
            self.fields[name] = forms.BooleanField(
                label=label, required=False, widget=UnfoldBooleanSwitchWidget
            )

    @property
    def options(self) -> dict[str, Any]:
        """All that was filled in but the file, and of that what was not left empty."""
        return {name: value for name, value in self.cleaned_data.items() if name != "file" and value}
