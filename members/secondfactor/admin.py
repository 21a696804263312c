"""Staff's second factor, taken away by someone who outranks them: they set it up anew."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.accounts.models import User
from members.secondfactor import services as second
from members.staff.admin import CHANGE, UserAdmin
from minishop.admin_base import Verb


def _reset(user: User, actor: Any) -> None:
    second.reset(user=user, actor=actor)


UserAdmin.verbs = (
    *UserAdmin.verbs,
    Verb(
        "reset-second-factor",
        _("Reset the second factor"),
        call=_reset,
        permission=CHANGE,
        applies=lambda user: user.is_staff,
        confirm=_("Their app, recovery codes and passkeys stop working, and they are signed out everywhere."),
        done=_("They set up a second factor when they sign in next."),
        bulk=False,
        icon="phonelink_erase",
    ),
)
