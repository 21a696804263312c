"""Gifts of both accounts were given to one member; two of one day stay where they are."""

from typing import Any

from django.db.models import Exists, OuterRef

from members.occasions.models import OccasionGift
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    same = OccasionGift.objects.filter(user=kept, occasion=OuterRef("occasion"), day=OuterRef("day"))
    OccasionGift.objects.filter(user=gone).exclude(Exists(same)).update(user=kept)


moves.add("occasions", move)
