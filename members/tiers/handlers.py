"""Whoever signs up is in the club."""

from django.contrib.auth import get_user_model

from members.tiers import services as tiers
from members.tiers.models import NotAMember
from minishop import events
from minishop.events.models import Event


@events.on("member.joined")
def join(event: Event) -> None:
    try:
        tiers.join(user=get_user_model().objects.get(pk=event.subject_id))
    except NotAMember:
        return
