"""People brought over from an earlier system: known by an address of theirs, which lets them in by a code."""

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction

from members.accounts.models import User
from minishop import events


@transaction.atomic
def bring(
    *,
    phone: str = "",
    email: str = "",
    name: str = "",
    language: str = "",
    joined: date | None = None,
    actor: Any = None,
) -> User:
    """They are a member, as if they had signed up, since the day they joined there."""
    told: dict[str, Any] = {"phone": phone or None, "email": email or None, "name": name[:120]}
    user = User.objects.create(password=make_password(None), language=language, **told)
    if joined:
        User.objects.filter(pk=user.pk).update(joined_at=joined)
        user.refresh_from_db(fields=["joined_at"])
    events.emit("member.joined", subject=user, actor=actor)
    return user
