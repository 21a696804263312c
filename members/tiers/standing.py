"""Where a member stands: the tier they have, what the next one asks, and until when theirs is sure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce, Now

from members.accounts.models import User
from members.tiers import periods
from members.tiers.models import Membership, PaidMembership, QualifyingFact, Tier, TierProgramme
from minishop import clock
from minishop.money import ZERO, AmountField


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's place in the club. `tier` is the one that holds; `membership.tier` the one earned."""

    membership: Membership
    programme: TierProgramme
    tier: Tier
    #: Until when a paid membership gives `tier`, where it is one that does.
    paid_until: datetime | None
    #: What counts now, in the currency or in points (`programme.basis`).
    figure: Decimal
    next: Tier | None
    #: What is missing to `next`; zero where nothing is.
    missing: Decimal
    kept_until: datetime | None
    #: What is missing to keep the tier beyond `kept_until`; zero where it is kept.
    to_keep: Decimal = ZERO

    @property
    def progress(self) -> int:
        """Of the way to the next tier, 0 to 100."""
        if self.next is None or not self.next.threshold:
            return 100
        return max(0, min(100, int(self.figure * 100 / self.next.threshold)))

    @property
    def in_points(self) -> bool:
        return self.programme.basis == TierProgramme.Basis.POINTS


def programme() -> TierProgramme:
    """How tiers are counted; the defaults where nobody chose."""
    return TierProgramme.objects.order_by("pk").first() or TierProgramme()


def figure(user: Any, rules: TierProgramme, since: datetime, until: datetime | None = None) -> Decimal:
    """The sum of what counts from a moment on, and up to another where one is given."""
    facts = QualifyingFact.objects.filter(user=user, at__gte=since)
    if until is not None:
        facts = facts.filter(at__lte=until)
    return Decimal(facts.aggregate(sum=Coalesce(Sum(rules.basis), 0, output_field=AmountField()))["sum"])


def paid(user: Any) -> tuple[Tier, datetime] | None:
    """The highest tier somebody paid for that holds now, and until when, what follows it counted in."""
    rows = PaidMembership.objects.filter(user=user).live().select_related("plan__tier").order_by("starts_at")
    live = list(rows)
    now = clock.now() if live else None
    held = [row for row in live if now and row.starts_at <= now]
    if not held:
        return None
    tier = max((row.plan.tier for row in held), key=lambda each: each.rank)
    until = max(row.ends_at for row in held if row.plan.tier == tier)
    for row in live:
        if row.plan.tier == tier and row.starts_at <= until:
            until = max(until, row.ends_at)
    return tier, until


def tier_of(user: Any) -> Tier:
    """The member's tier in one query: earned or paid for, the higher; the lowest for everybody else."""
    earned = Membership.objects.filter(user=user).values("tier")
    bought = PaidMembership.objects.filter(user=user, starts_at__lte=Now()).live().values("plan__tier")
    tiers = Tier.objects.filter(Q(pk__in=earned) | Q(pk__in=bought))
    return tiers.order_by("-rank").first() or base()


def base() -> Tier:
    """The lowest tier, which is everybody's; made where there is none."""
    return (
        Tier.objects.order_by("rank").first()
        or Tier.objects.get_or_create(
            code="member", defaults={"name": "Member", "rank": 0, "threshold": ZERO}
        )[0]
    )


def stand(membership: Membership) -> Standing:
    """Where the member of this membership stands now."""
    rules, now, user = programme(), clock.now(), membership.user_id
    tier, paid_until = membership.tier, None
    if (bought := paid(user)) and bought[0].rank > tier.rank:
        tier, paid_until = bought
    count = figure(user, rules, periods.begins(rules, now)) if membership.pk else ZERO
    following = Tier.objects.filter(rank__gt=tier.rank, threshold__isnull=False).order_by("rank").first()
    missing = max(ZERO, (following.threshold or ZERO) - count) if following else ZERO
    return Standing(
        membership=membership,
        programme=rules,
        tier=tier,
        paid_until=paid_until,
        figure=count,
        next=following,
        missing=missing,
        kept_until=_kept_until(membership, rules),
        to_keep=_to_keep(membership, rules),
    )


def _kept_until(membership: Membership, rules: TierProgramme) -> datetime | None:
    """Until when the tier is sure; once its time is over, the end of its grace."""
    if membership.graced_at:
        return membership.graced_at + timedelta(days=rules.grace_days)
    return membership.kept_until


def _to_keep(membership: Membership, rules: TierProgramme) -> Decimal:
    asked = membership.tier.threshold
    if membership.kept_until is None or not asked or rules.downgrade == TierProgramme.Downgrade.NEVER:
        return ZERO
    since = periods.asked(rules, membership.kept_until)
    return max(ZERO, asked - figure(membership.user_id, rules, since))


def someone(user: Any) -> User | None:
    """Whose membership it is: of the account theirs was joined into; nobody's for staff and the erased."""
    row = User.objects.filter(pk=user.pk).first()
    if row is not None and row.merged_into_id:
        return someone(row.merged_into)
    return row if row is not None and not (row.is_staff or row.erased_at) else None
