from django.utils.translation import gettext_lazy as _
from unfold.forms import AuthenticationForm


class LoginForm(AuthenticationForm):
    """Staff enter with their e-mail and password."""

    error_messages = {
        "invalid_login": _("That e-mail and password don’t open this door. Check both; capitals count."),
        "inactive": _("This account is closed."),
    }

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()
