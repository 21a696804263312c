"""Gifts of both accounts were given to one member; of two that one member would not have got, the other stays
with the closed account."""

from typing import Any

from django.db.models import DateField, Exists, ExpressionWrapper, OuterRef, Q

from members.occasions.models import Occasion, OccasionGift
from members.occasions.services import APART
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    theirs = OccasionGift.objects.filter(user=kept)
    same = theirs.filter(occasion=OuterRef("occasion"), day=OuterRef("day"))
    first = ExpressionWrapper(OuterRef("day") - APART, output_field=DateField())
    last = ExpressionWrapper(OuterRef("day") + APART, output_field=DateField())
    birthday = Occasion.Kind.BIRTHDAY
    near = theirs.filter(occasion__kind=birthday, day__gt=first, day__lt=last).exclude(day=OuterRef("day"))
    rows = OccasionGift.objects.filter(user=gone).exclude(Exists(same))
    rows.exclude(Q(Exists(near), occasion__kind=birthday)).update(user=kept)


moves.add("occasions", move)
