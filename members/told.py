"""What others hear of people: that something happened to a member, by number; who that is, the API says."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minishop.events import catalogue
from minishop.events.models import Event


@catalogue.public(
    {"member.merged": _("A member’s two accounts became one: `member` is closed, `into` has all of it.")},
    example={"member": 7, "into": 3},
)
def merged(event: Event) -> dict[str, Any]:
    return {"member": event.subject_id, "into": event.data["into"]}


@catalogue.public(
    {
        "member.joined": _("Someone became a member."),
        "member.erased": _("A member was erased: forget what you keep under this number."),
    },
    example={"member": 7},
)
def member(event: Event) -> dict[str, Any]:
    return {"member": event.subject_id}


@catalogue.public(
    {
        "tier.reached": _("A member came into a higher tier: `tier` is its code, `before` the one they had."),
        "tier.lapsed": _("A member came into a lower tier, by the end of its time or by a return."),
    },
    example={"member": 7, "tier": "sand", "before": "moon", "why": "reached"},
)
def tier(event: Event) -> dict[str, Any]:
    return {name: event.data[name] for name in ("member", "tier", "before", "why")}


catalogue.internal(
    "membership.begun",
    "membership.ended",
    "membership.ending",
    "membership.joined",
    "tier.ending",
)
catalogue.internal(
    "credit.granted",
    "device.ended",
    "device.ended_all",
    "device.ended_others",
    "identity.linked",
    "identity.unlinked",
    "member.address_changed",
    "passkey.added",
    "passkey.count_went_back",
    "passkey.declined",
    "passkey.removed",
    "person.changed",
    "staff.engaged",
    "staff.recovery_code_used",
    "staff.second_factor_reset",
    "staff.second_factor_set",
    "staff.password_set",
    "staff.unlocked",
    "token.issued",
    "token.revoked",
)
catalogue.internal("points.expiring", "points.granted", "points.released", "points.settled", "points.spent")
catalogue.internal(
    "coupon.changed",
    "coupon.created",
    "coupon.issued",
    "coupon.reserved",
    "coupon.used",
    "coupon.released",
    "coupon.revoked",
    "coupon.expired",
    "coupon.expiring",
    "coupon.offered",
    "coupon.taken",
    "coupon.recalled",
    "coupon_batch.started",
    "coupon_batch.went_on",
    "coupon_batch.done",
    "coupon_batch.exported",
)
catalogue.internal("passkey.added", "passkey.removed", "passkey.declined", "passkey.count_went_back")
catalogue.internal("identity.linked")
catalogue.internal("erasure.asked", "erasure.called_off", "copy.asked", "copy.ready", "person.viewed")
catalogue.internal("bulk_grant.started", "bulk_grant.went_on", "bulk_grant.done")
catalogue.internal("consent.given", "consent.withdrawn")
catalogue.internal("member.profile_told", "member.birthday_told")
catalogue.internal(
    "member.checked_in", "activity.done", "occasion.given", "referral.bound", "referral.rewarded"
)
