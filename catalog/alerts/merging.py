"""Wishes to be told are one person's: where both accounts wait for a piece, they wait for it once."""

from typing import Any

from catalog.alerts.models import StockAlert
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    own = {wish.variant_id: wish for wish in _waiting(kept)}
    for theirs in _waiting(gone):
        if mine := own.get(theirs.variant_id):
            mine.tokens = [*mine.tokens, *theirs.tokens]
            mine.save(update_fields=["tokens"])
            theirs.delete()
    StockAlert.objects.filter(user=gone).update(user=kept)


def _waiting(user: Any) -> list[StockAlert]:
    """Their open wishes, locked in order."""
    return list(StockAlert.objects.waiting().filter(user=user).select_for_update().order_by("pk"))


moves.add("alerts", move)
