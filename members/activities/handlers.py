"""Features announce what a member did by their events; what it brings stands in the activities."""

from members.accounts.models import User
from members.activities import referrals
from members.activities import services as activities
from minishop import events
from minishop.events.models import Event

#: Codes of activities by the event that tells of them, where the event is about the member.
OWN = {
    "member.joined": "signed_up",
    "member.profile_told": "profile_told",
    "member.birthday_told": "birthday_told",
}


@events.on(*OWN)
def told(event: Event) -> None:
    code = OWN[event.name]
    user = User.objects.get(pk=event.subject_id)
    activities.done(user=user, code=code, source=f"{code}:{user.pk}")


@events.on("order.kept")
def reward(event: Event) -> None:
    """Whoever brought the newcomer is thanked when an order can no longer go back."""
    if user := User.objects.filter(pk=event.data["user"]).first():
        referrals.order_kept(user=user)
