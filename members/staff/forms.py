from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget

from members.accounts.models import User


class PasswordForm(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label=_("New password"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )
    repeated = forms.CharField(
        label=_("Once more"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        typed, again = self.cleaned_data.get("password"), self.cleaned_data.get("repeated")
        if typed and again and typed != again:
            self.add_error("repeated", _("The two differ."))
        elif typed:
            validate_password(typed)
        return self.cleaned_data


class StaffForm(forms.ModelForm):
    """Someone new on the staff, or a member taken on."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("", "—"), *settings.LANGUAGES],
        required=False,
        widget=UnfoldAdminSelectWidget(),
    )

    class Meta:
        model = User
        fields = ["email", "phone", "name", "language", "is_active", "is_staff", "groups"]

    def clean_email(self) -> str | None:
        return (self.cleaned_data.get("email") or "").lower() or None

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or self.cleaned_data
        if facts.get("is_staff") and not facts.get("email"):
            self.add_error("email", _("Staff enter with their e-mail."))
        if not (facts.get("email") or facts.get("phone")):
            raise forms.ValidationError(_("A person needs a phone number or an e-mail address."))
        return facts
