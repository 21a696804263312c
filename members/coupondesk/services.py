"""What staff do to offers: keep what the form says, and copy one."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from catalog.shelf import services as shelf
from members.coupons.models import Coupon
from minishop import events

#: Counted by verbs under the row's own condition: a form that was open meanwhile must not write them.
COUNTED = {"claimed", "used"}
#: A copy was claimed by nobody, and a code leads to one offer.
NOT_COPIED = {*COUNTED, "id", "created_at", "shared_code"}


@transaction.atomic
def keep(*, coupon: Coupon, actor: Any = None, changed: Collection[str] = ()) -> None:
    """The offer's row says what the form said, and who changed which of it is in the trail."""
    if coupon._state.adding:
        coupon.save()
        events.emit("coupon.created", subject=coupon, actor=actor)
    else:
        coupon.save(update_fields=[name for name in _columns() if name not in COUNTED])
        events.emit("coupon.changed", subject=coupon, actor=actor, fields=sorted(changed))
    shelf.changed()


@transaction.atomic
def duplicate(*, coupon: Coupon, actor: Any = None) -> Coupon:
    """An offer with the same rules exists, switched off, claimed by nobody and without its code."""
    source = Coupon.objects.get(pk=coupon.pk)
    told = {
        field.attname: getattr(source, field.attname)
        for field in Coupon._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    copy = Coupon.objects.create(**told | {"is_on": False})
    copy.tiers.set(source.tiers.all())
    for scope in source.scopes.all():
        scope.pk, scope.coupon = None, copy
        scope.save(force_insert=True)
    events.emit("coupon.created", subject=copy, actor=actor, copied_from=source.pk)
    return copy


def _columns() -> list[str]:
    return [field.name for field in Coupon._meta.concrete_fields if not field.primary_key]
