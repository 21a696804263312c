"""The addresses by which a person comes in: take one that was proven, let one go.

The account is locked meanwhile, so that of two removals at once the second sees the first and one way in
always remains.
"""

from django.conf import settings
from django.db import IntegrityError, transaction

from members.accounts import addresses
from members.accounts import services as accounts
from members.accounts.models import User
from members.identities.models import BelongsToAnother, LastWay, StaffAddress
from minishop import events, notify

KINDS = ("phone", "email")


def kind_of(address: str) -> str:
    return "email" if addresses.is_email(address) else "phone"


def take(*, user: User, address: str) -> None:
    """The person comes in by the address, which they have proven; the one it replaces is told.

    Raises:
        BelongsToAnother: another account has it; both can be merged.
        StaffAddress: the person works here.
        Closed: the account is.
    """
    owner = addresses.person_at(address)
    if owner and owner.pk != user.pk:
        raise BelongsToAnother(owner)
    try:
        _change(user, kind_of(address), address)
    except IntegrityError as problem:  # someone else took it a moment ago
        raise BelongsToAnother(addresses.person_at(address)) from problem


def remove(*, user: User, kind: str) -> None:
    """The address no longer opens the account, and is told so.

    Raises:
        LastWay: nothing else opens it.
        StaffAddress: the person works here.
        Closed: the account is.
    """
    _change(user, kind, None)


@transaction.atomic
def _change(user: User, kind: str, address: str | None) -> None:
    accounts.hold(user)
    user = User.objects.get(pk=user.pk)
    if user.is_staff or user.is_superuser:
        raise StaffAddress
    old = str(getattr(user, kind) or "")
    if old == (address or ""):
        return
    setattr(user, kind, address)
    reachable, elsewhere = bool(user.phone or user.email), user.identities.exists()
    if not (reachable or elsewhere or user.passkeys.exists()):
        raise LastWay
    user.is_known_elsewhere = elsewhere or not reachable
    user.save(update_fields=[kind, "is_known_elsewhere"])
    event = events.emit("member.address_changed", subject=user, actor=user, kind=kind)
    if old:
        _tell(old, user, reference=f"event:{event.pk}")


def _tell(old: str, user: User, *, reference: str) -> None:
    """Whoever reads the old address learns of it, in case it was not they who changed it."""
    by_mail = addresses.is_email(old)
    to = notify.Recipient(
        email=old if by_mail else "", phone="" if by_mail else old, user=user, language=user.language
    )
    notify.send("address-let-go", reference=reference, to=to, context={"link": settings.PUBLIC_URL})
