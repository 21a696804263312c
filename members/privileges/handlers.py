"""Members hear of their tier: that it is reached, that it ends soon, and that a paid one does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from members.accounts.models import User
from members.privileges import words
from members.tiers import services as tiers
from members.tiers.models import Tier
from members.tiers.services import Standing
from minishop import events, notify
from minishop.context.facts import facts
from minishop.events.models import Event
from minishop.push.models import Subscription

#: Who brought a tier along, or bought it, knows.
KNOWN = {"imported", "merged", "paid"}


@events.on("tier.reached")
def tell_reached(event: Event) -> None:
    if event.data["why"] not in KNOWN:
        _tell("tier-reached", event, lambda told, tier: {"brings": [p.title for p in words.brings(tier)]})


@events.on("tier.ending")
def tell_ending(event: Event) -> None:
    def missing(told: Standing, _tier: Tier) -> dict[str, Any]:
        return {"missing": words.amount(told.to_keep, told.programme)} if told.to_keep else {}

    _tell("tier-ending", event, missing)


@events.on("membership.ending")
def tell_paid_ending(event: Event) -> None:
    _tell("membership-ending", event, lambda *_of: {})


def _tell(kind: str, event: Event, more: Callable[[Standing, Tier], dict[str, Any]]) -> None:
    """The member is written to, once for the event, unless they are gone by now."""
    user = User.objects.filter(pk=event.data["member"], is_active=True).first()
    tier = Tier.objects.filter(code=event.data["tier"]).first()
    if user is None or tier is None:
        return
    language = user.language or settings.LANGUAGE_CODE
    with translation.override(language):
        context = {"tier": tier.t.name, "missing": "", **more(tiers.of(user), tier)}
        if ends := event.data.get("ends_at"):
            context["day"] = words.day(datetime.fromisoformat(ends))
    path = reverse("me-tier")
    context |= {"link": settings.PUBLIC_URL + path, "path": path}
    to = notify.Recipient(
        email=user.email or "",
        phone=str(user.phone or ""),
        user=user,
        language=language,
        browsers=Subscription.objects.listening(user=user, subject=events.subject_of(user)),
    )
    notify.send(kind, reference=f"event:{event.pk}", to=to, context=context)


def member_tier(request: HttpRequest) -> Tier | None:
    """The visitor's tier; none for guests and staff."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or user.is_staff:
        return None
    if not hasattr(request, "tier_asked"):
        request.tier_asked = tiers.tier_of(user)  # type: ignore[attr-defined]
    return request.tier_asked  # type: ignore[attr-defined]


def early_hours(request: HttpRequest) -> int:
    """How many hours before everybody the visitor may buy new pieces."""
    tier = member_tier(request)
    return tier.early_hours if tier else 0


facts.add("member_tier", member_tier)
facts.add("early_hours", early_hours)
