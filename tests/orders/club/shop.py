"""The real side: a small club of its own for each example, and the tools that every rule uses."""

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.db.models import Count

from members.checkins.models import CheckInRule
from members.coupons.models import Coupon, IssuedCoupon
from members.lots import books
from members.lots.models import PointsLot, PointsSpend
from members.lots.programmes import after_days, ends_at, programme
from members.tiers import services as tiers
from members.tiers.models import Membership, Tier
from minishop import clock, events
from minishop.ledger.models import Account
from tests import factories
from tests.orders.club.facts import Offer, Order, World
from tests.orders.club.purse import Lot, Purse
from tests.orders.stateful import bank
from tests.turns import Machine, Rules

rules = Rules(
    refusals=frozenset({"spend_too_much", "claim_one_too_many", "use_a_coupon_twice", "tell_a_used_code"})
)
verb, supply = rules.verb, rules.supply
#: Rank, what it asks in fen, hundredths of a point more for each, percent off every piece.
TIERS = {0: (0, 100, 0), 1: (30_000, 120, 0), 2: (90_000, 150, 10)}


#: What a day of a streak brings; it begins anew after the last.
STREAK = {1: 5, 2: 5, 3: 40}


class Club(Machine):
    book: ClassVar[Rules] = rules

    def __init__(self) -> None:
        super().__init__()
        self.world, self.numbers = World(), 0
        bank.books.__init__()  # type: ignore[misc]
        #: Who gave which coupon away: it does not count anew when it comes back.
        self.givers: set[tuple[int, int]] = set()
        self.steps_of_tiers = {rank: self._tier(rank, *told) for rank, told in TIERS.items()}
        self.members = {person.pk: person for person in (factories.member() for _n in range(3))}
        self.staff = factories.staff("admin")
        self.house = factories.store(name="East")
        prices = ("85.35", "142.90")
        self.variants = [factories.variant(price=price, stock={self.house: 500}) for price in prices]
        for pk, person in self.members.items():
            tiers.join(user=person)
            self.world.purses[pk], self.world.facts[pk], self.world.tiers[pk] = Purse(), {}, 0
        self._offers()
        for day, brings in STREAK.items():
            CheckInRule.objects.update_or_create(day=day, defaults={"points": brings})
        events.sweep()

    def _tier(self, rank: int, asked: int, multiplier: int, percent: int) -> Tier:
        told = {"name": f"Tier {rank}", "code": "member" if not rank else f"tier-{rank}"}
        told |= {"earn_multiplier": f"{multiplier / 100:.2f}", "discount_percent": percent}
        return Tier.objects.update_or_create(rank=rank, defaults=told | {"threshold": asked / 100})[0]

    def _offers(self) -> None:
        """Of the first three two at most go together; one goes alone, one is had by a code."""
        on_goods, on_order = {"combines_with": ["goods"]}, {"combines_with": ["order"]}
        self.offer(
            "percent", 15, way="claim", cap=3000, stack="goods", priority=5, per_member=None, **on_order
        )
        self.offer("amount", 2000, way="claim", threshold=10_000, stack="order", per_member=None, **on_goods)
        self.offer("amount", 5000, way="claim", threshold=20_000, stack="gift", claim_limit=12, per_member=2)
        self.offer("amount", 1000, way="points", points_price=150, stack="order", per_member=None, **on_goods)
        self.code_offer = self.offer("amount", 700, way="code", stack="delivery", per_member=None)

    def offer(self, kind: str, value: int, **told: Any) -> Offer:
        """A coupon of both worlds; amounts in fen."""
        money = {name: told.pop(name) / 100 for name in ("threshold", "cap") if name in told}
        row = Coupon.objects.create(
            title=f"{kind} {value}", kind=kind, value=value if kind == "percent" else value / 100,
            can_be_given=True, **money, **told,
        )  # fmt: skip
        made = self.world.offers[row.pk] = Offer(
            row.pk, kind, value, int(row.threshold * 100), int(row.cap * 100) if row.cap else None, row.stack,
            tuple(row.combines_with), row.priority, row.claim_limit, row.per_member, row.points_price or 0,
        )  # fmt: skip
        return made

    # What every rule uses

    def key(self, word: str = "key") -> str:
        """One that no other example has."""
        return f"{word}:{uuid4().hex[:16]}"

    def person(self, pk: int) -> Any:
        return self.members[pk]

    def purse(self, pk: int) -> Purse:
        return self.world.purses[pk]

    def everybody(self) -> list[int]:
        return list(self.members)

    def usual_end(self) -> datetime | None:
        now = clock.now()
        return ends_at(programme(now), now)

    def grace(self) -> datetime:
        now = clock.now()
        return after_days(now, programme(now).grace_days)

    def lot(self, row: PointsLot, *, is_settled: bool) -> Lot:
        """The lot as the model may know it; its end is the shop's, for ends have tests of their own."""
        told = (row.earned, row.earned, is_settled, row.expires_at)
        return Lot(row.pk, row.kind, row.source, *told)

    def owner(self, lot: Lot) -> int:
        return next(pk for pk, purse in self.world.purses.items() if lot in purse.lots)

    def lots(self) -> list[Lot]:
        return [lot for purse in self.world.purses.values() for lot in purse.lots]

    def weigh(self, member: int) -> None:
        """The member's tier in the model is what the facts reach, or was reached and not taken back."""
        figure = sum(self.world.facts[member].values())
        self.world.tiers[member] = max(rank for rank, (asked, *_rest) in TIERS.items() if figure >= asked)

    # Both worlds

    def both_agree(self, after: str, one: Any, before: Any) -> None:
        self.compare(after)

    def compare(self, after: str) -> None:
        """Every balance is what the model says."""
        shop, model = self.of_shop(), self.of_model()
        found = [
            f"{table} {key}: the shop has {shop[table].get(key)}, the model {model[table].get(key)}"
            for table in model
            for key in sorted({*shop[table], *model[table]}, key=str)
            if shop[table].get(key) != model[table].get(key)
        ]
        assert not found, "\n".join([f"after {after}:", *found])

    def of_shop(self) -> dict[str, dict[Any, Any]]:
        mine = {f"user:{pk}": pk for pk in self.members}
        rows = Account.objects.filter(owner__in=mine, kind__in=books.OWN)
        balances = {pk: dict.fromkeys(books.OWN, 0) for pk in self.members}
        for owner, kind, balance in rows.values_list("owner", "kind", "balance"):
            balances[mine[owner]][kind] = int(balance)
        lots = PointsLot.objects.filter(account__user__in=self.members)
        spends = PointsSpend.objects.filter(account__user__in=self.members)
        issued = IssuedCoupon.objects.filter(user__in=self.members)
        return {
            "points": {pk: tuple(told[kind] for kind in books.OWN) for pk, told in balances.items()},
            "lots": dict(lots.values_list("pk", "remaining")),
            "spends": {
                reference: rest for reference, *rest in spends.values_list("reference", "state", "returned")
            },
            "coupons": {pk: rest for pk, *rest in issued.values_list("pk", "state", "user", "used_for")},
            "counters": {
                pk: rest
                for pk, *rest in Coupon.objects.filter(pk__in=self.world.offers)
                .annotate(rows=Count("issued"))
                .values_list("pk", "claimed", "used", "rows")
            },
            "tiers": dict(Membership.objects.filter(user__in=self.members).values_list("user", "tier__rank")),
        }

    def of_model(self) -> dict[str, dict[Any, Any]]:
        purses = self.world.purses
        return {
            "points": {pk: (one.free, one.pending, one.held, -one.owed) for pk, one in purses.items()},
            "lots": {lot.number: lot.remaining for lot in self.lots()},
            "spends": {
                spend.reference: [spend.state, spend.returned]
                for one in purses.values()
                for spend in one.spends.values()
            },
            "coupons": {
                one.pk: [one.state, one.member, f"order:{one.order}" if one.order else ""]
                for one in self.world.coupons.values()
            },
            "counters": {
                pk: [self.world.claimed(one), self.world.used(one), self.world.claimed(one)]
                for pk, one in self.world.offers.items()
            },
            "tiers": self.world.tiers,
        }

    def teardown(self) -> None:
        """What is left to follow has followed, and all balances agree."""
        self.compare("everything")

    def orders(self, state: str = "open", paid: str = "due") -> list[Order]:
        return [one for one in self.world.orders.values() if (one.state, one.paid) == (state, paid)]


def in_days(days: int) -> datetime:
    return clock.now() + timedelta(days=days)
