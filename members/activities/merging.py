"""What either account did is done by one member, no more often than is allowed; nobody brings themselves."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from members.activities.models import ActivityDone, Invitation, Referral
from minishop.merging import moves


def move(kept: Any, gone: Any) -> None:
    """What both did in the same period stays with the closed account, as the reward of a second newcomer."""
    Invitation.objects.filter(user=gone).update(user=kept)
    same = Q(source=OuterRef("source")) | Q(slot=OuterRef("slot"))
    theirs = ActivityDone.objects.filter(same, user=kept, activity=OuterRef("activity"))
    ActivityDone.objects.filter(user=gone).exclude(Exists(theirs)).update(user=kept)
    both = [kept.pk, gone.pk]
    open_ones = Referral.objects.filter(rewarded_at=None)
    open_ones.filter(referrer__in=both, newcomer__in=both).delete()
    # Whoever had an account before is no newcomer in another.
    for here, other in ((kept, gone), (gone, kept)):
        open_ones.filter(newcomer=here, at__gt=other.joined_at).delete()
    Referral.objects.filter(referrer=gone).exclude(newcomer=kept).update(referrer=kept)
    if not Referral.objects.filter(newcomer=kept).exists():
        Referral.objects.filter(newcomer=gone).exclude(referrer=kept).update(newcomer=kept)


moves.add("activities", move)
