"""What was agreed to in one account and never refused in the other counts; a no in either wins.

Rows are append-only: the account that stays gets rows of its own where its last word is another now.
"""

from typing import Any

from members.consents.models import Consent
from minishop import events
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    own = {row.purpose: row for row in Consent.objects.filter(user=kept).newest()}
    for theirs in Consent.objects.filter(user=gone).newest():
        mine = own.get(theirs.purpose)
        if mine is None or (mine.is_given and not theirs.is_given):
            _say(kept, theirs)


def _say(kept: Any, said: Consent) -> None:
    Consent.objects.create(
        user=kept, purpose=said.purpose, is_given=said.is_given, wording=said.wording, source="merge"
    )
    event = "consent.given" if said.is_given else "consent.withdrawn"
    events.emit(event, subject=kept, actor=kept, purpose=said.purpose)


moves.add("consents", move)
