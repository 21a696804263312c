"""Days of both accounts are one member’s; where both were here, one row stays with the closed account."""

from typing import Any

from members.checkins.models import CheckIn
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    days = CheckIn.objects.filter(user=kept).values("day")
    CheckIn.objects.filter(user=gone).exclude(day__in=days).update(user=kept)


moves.add("check-ins", move)
