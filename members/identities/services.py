"""How a person is known elsewhere: one account for each of a provider's names, whoever asks at once."""

from django.db import transaction
from django.db.models.functions import Now

from members.accounts.models import User
from members.identities.models import BelongsToAnother, Identity
from minishop import events


def person_of(provider: str, subject: str) -> User | None:
    """Whoever the provider knows by this name."""
    found = Identity.objects.filter(provider=provider, subject=subject).select_related("user").first()
    return found.user if found else None


def link(user: User, provider: str, subject: str, nickname: str = "") -> Identity:
    """The provider's name is the person's; repeated, only the nickname changes.

    Raises:
        BelongsToAnother: it is already another account's; both can be merged.
    """
    facts = {"user": user, "nickname": nickname[:120]}
    with transaction.atomic():
        row, is_new = Identity.objects.get_or_create(provider=provider, subject=subject, defaults=facts)
        if is_new:
            events.emit("identity.linked", subject=user, actor=user, provider=provider)
    if row.user_id != user.pk:
        raise BelongsToAnother(row.user)
    if not is_new and nickname:
        Identity.objects.filter(pk=row.pk).update(nickname=nickname[:120])
    return row


def seen(provider: str, subject: str) -> None:
    """The name was used to come in just now."""
    Identity.objects.filter(provider=provider, subject=subject).update(used_at=Now())
