"""Rules of points by themselves: they come, settle, are taken back, held, spent, come back, and end."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.db.models.functions import Now
from hypothesis import strategies as st

from members.checkins import services as checkins
from members.checkins.models import CheckIn
from members.lots.models import NotEnoughPoints, PointsLot
from members.points import services as points
from tests.orders.club.purse import Lot, Spend
from tests.orders.club.shop import Club, verb

SOME = st.integers(1, 400)
PERCENT = st.integers(1, 100)
Use = tuple[int, Spend]


class Pointing(Club):
    # What may be picked

    def own(self) -> list[Lot]:
        """Lots of no order: what became of an order's is the business of the order."""
        return [lot for lot in self.lots() if lot.kind == "activity"]

    def waiting(self) -> list[Lot]:
        return [lot for lot in self.own() if not lot.is_settled]

    def reversible(self) -> list[Lot]:
        return [lot for lot in self.own() if lot.reversed < lot.earned]

    def there(self) -> list[Lot]:
        return [lot for lot in self.lots() if lot.is_settled and lot.remaining and not lot.has_ended]

    def ended(self) -> list[Lot]:
        return [lot for lot in self.lots() if lot.is_settled and lot.remaining and lot.has_ended]

    def rich(self, least: int = 1) -> list[int]:
        return [pk for pk, purse in self.world.purses.items() if purse.can_spend >= least]

    def uses(self, state: str) -> list[Use]:
        found = [(pk, one) for pk, purse in self.world.purses.items() for one in purse.spends.values()]
        return [(pk, one) for pk, one in found if one.state == state and one.reference.startswith("use:")]

    def returnable(self) -> list[Use]:
        return [(pk, one) for pk, one in self.uses("spent") if one.returned < one.points]

    # Coming

    @verb(Club.everybody, n=SOME)
    def earn(self, member: int, n: int) -> None:
        row = points.earn(user=self.person(member), points=n, kind="activity", source=self.key("did"))
        self.purse(member).earn(self.lot(self.fresh(row), is_settled=True))

    @verb(Club.everybody, n=SOME)
    def earn_later(self, member: int, n: int) -> None:
        told = {"kind": "activity", "source": self.key("did"), "pending": True}
        row = points.earn(user=self.person(member), points=n, **told)
        self.purse(member).earn(self.lot(self.fresh(row), is_settled=False))

    @verb(own)
    def earn_the_same_again(self, lot: Lot) -> None:
        """Nothing comes of it."""
        member = self.owner(lot)
        points.earn(user=self.person(member), points=lot.earned, kind=lot.kind, source=lot.source)
        self.purse(member).end()

    @verb(waiting)
    def settle(self, lot: Lot) -> None:
        end = self.usual_end()
        points.settle(kind=lot.kind, source=lot.source)
        self.purse(self.owner(lot)).settle(lot, end)

    @verb(reversible, percent=PERCENT)
    def take_back(self, lot: Lot, percent: int) -> None:
        wanted = max(1, lot.earned * percent // 100)
        told = {"points": wanted, "reference": self.key("back")}
        taken = points.reverse(kind=lot.kind, source=lot.source, **told)
        assert taken.points == self.purse(self.owner(lot)).reverse(lot, wanted)

    @verb(Club.everybody, n=SOME)
    def give(self, member: int, n: int) -> None:
        told = {"reason": "goodwill", "key": self.key("grant"), "actor": self.staff}
        given = points.grant(user=self.person(member), points=n, **told)
        row = PointsLot.objects.get(source=f"points-grant:{given.pk}")
        self.purse(member).earn(self.lot(row, is_settled=True))

    @verb(Club.everybody, n=SOME)
    def take_from(self, member: int, n: int) -> None:
        told = {"reason": "correction", "key": self.key("grant"), "actor": self.staff}
        points.grant(user=self.person(member), points=-n, **told)
        self.purse(member).lose(n)

    @verb(Club.everybody)
    def check_in(self, member: int) -> None:
        """Every other time the last check-in was yesterday, else today's is there already."""
        streak, times = self.world.streaks.get(member, (0, 0))
        if times % 2 == 0:
            self.a_day_later(member)
        made = checkins.check_in(user=self.person(member))
        assert made is not None
        if times % 2 == 0:
            streak = streak % 3 + 1
            row = PointsLot.objects.get(source=f"check-in:{made.pk}")
            self.purse(member).earn(self.lot(row, is_settled=True))
        assert made.streak == streak
        self.world.streaks[member] = streak, times + 1

    def a_day_later(self, member: int) -> None:
        """In two steps, for no two check-ins are of one day meanwhile."""
        mine = CheckIn.objects.filter(user=member)
        mine.update(day=F("day") - timedelta(days=10_000))
        mine.update(day=F("day") + timedelta(days=9_999))

    # Going

    @verb(rich, percent=PERCENT)
    def hold(self, member: int, percent: int) -> None:
        n = max(1, self.purse(member).can_spend * percent // 100)
        reference = self.key("use")
        points.hold(user=self.person(member), points=n, reference=reference)
        self.purse(member).hold(reference, n)

    @verb(Club.everybody)
    def spend_too_much(self, member: int) -> bool:
        n = self.purse(member).can_spend + 1
        with pytest.raises(NotEnoughPoints):
            points.spend(user=self.person(member), points=n, reference=self.key("use"))
        return False

    @verb(lambda self: self.uses("held"))
    def commit(self, use: Use) -> None:
        points.commit(reference=use[1].reference)
        self.purse(use[0]).commit(use[1])

    @verb(lambda self: self.uses("held"))
    def release(self, use: Use) -> None:
        points.release(reference=use[1].reference)
        self.purse(use[0]).release(use[1])

    @verb(returnable, percent=PERCENT)
    def give_back(self, use: Use, percent: int) -> None:
        member, spend = use
        n = max(1, (spend.points - spend.returned) * percent // 100)
        points.give_back(reference=self.key("back"), of=spend.reference, points=n)
        self.purse(member).give_back(spend, n, self.grace())

    # Ending

    @verb(there)
    def shorten(self, lot: Lot) -> None:
        """It ends sooner than others; the sooner, the later this was said."""
        lot.end = self.usual_end() - timedelta(days=self.numbers + 40)  # type: ignore[operator]
        PointsLot.objects.filter(pk=lot.number).update(expires_at=lot.end)
        self.numbers += 1

    @verb(there)
    def reach_its_end(self, lot: Lot) -> None:
        """Nobody has noticed so far."""
        PointsLot.objects.filter(pk=lot.number).update(expires_at=Now() - timedelta(seconds=1))
        lot.has_ended = True

    @verb(lambda self: self.ended()[:1])
    def expire(self, _lot: Lot) -> None:
        points.expire_due()
        for purse in self.world.purses.values():
            purse.end()

    def fresh(self, row: PointsLot | None) -> PointsLot:
        assert row is not None
        row.refresh_from_db()
        return row
