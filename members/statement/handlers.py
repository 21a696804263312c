"""Members hear of their points: what is theirs now, what ends soon, and their birthday's gift."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from members.accounts.models import User
from members.occasions.models import Occasion, OccasionGift
from minishop import events, notify
from minishop.events.models import Event
from minishop.push.models import Subscription


@events.on("points.settled")
def tell_settled(event: Event) -> None:
    _tell(event.data["member"], "points-settled", f"event:{event.pk}", points=event.data["points"])


@events.on("points.expiring")
def tell_expiring(event: Event) -> None:
    end = timezone.localtime(datetime.fromisoformat(event.data["at"]))
    facts = {"points": event.data["points"], "end": end}
    _tell(event.data["member"], "points-expiring", f"event:{event.pk}", **facts)


@events.on("occasion.given")
def tell_birthday(event: Event) -> None:
    """Of a birthday alone: other days are told where they are shown."""
    if event.data["kind"] == Occasion.Kind.BIRTHDAY:
        gift = OccasionGift.objects.select_related("occasion").get(pk=event.subject_id)
        if gift.points or gift.occasion.coupon_id:
            _tell(
                gift.user_id, "birthday-gift", f"gift:{gift.pk}", points=gift.points, occasion=gift.occasion
            )


def _tell(pk: int, kind: str, reference: str, **facts: Any) -> None:
    """The member is written to, once for the kind and reference, unless they are gone by now."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        if end := facts.pop("end", None):
            facts["day"] = date_format(end, "DATE_FORMAT")
        if occasion := facts.pop("occasion", None):
            facts["title"] = occasion.t.title
    path = reverse("me-points")
    context = {"link": settings.PUBLIC_URL + path, "path": path, **facts}
    to = notify.Recipient(
        email=user.email or "",
        phone=str(user.phone or ""),
        user=user,
        language=language,
        browsers=Subscription.objects.listening(user=user, subject=events.subject_of(user)),
    )
    notify.send(kind, reference=reference, to=to, context=context)
