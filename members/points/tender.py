"""Points as a means of payment; orders know it by its dotted path alone."""

from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.lots import books
from members.lots.models import NotEnoughPoints, PointsProgramme
from members.points import services as points
from members.points.reading import worth
from minishop.ledger import Insufficient
from minishop.money import Money, unit
from minishop.templatetags.shop import money as written


class PointsMoney:
    """Held, spent and given back as points, each once for its reference; what is paid rounds points up."""

    code = "points"
    label = gettext_lazy("Points")

    def balance(self, user: Any, currency: str) -> Decimal:
        if currency != settings.CURRENCY:
            return Decimal(0)
        return points.figures(user).worth.amount

    def most(self, *, user: Any, total: Money) -> Decimal:
        part = total.amount * points.programme().cap_percent / 100
        return part.quantize(unit(total.currency), ROUND_DOWN)

    def least(self, *, user: Any, currency: str) -> Decimal:
        rules = points.programme()
        least = worth(rules.floor, rules, currency)
        reaches = _points(Money(least, currency), rules) >= rules.floor
        return least if reaches else least + unit(currency)

    def terms(self, *, user: Any, money: Money) -> str:
        rules = points.programme()
        one = written(Decimal(1), money.currency)
        told = {"points": f"{_points(money, rules):,}", "worth": rules.worth, "one": one}
        if rules.cap_percent == 100:
            return _("%(points)s points: %(worth)s are %(one)s.") % told
        told["cap"] = rules.cap_percent
        return _("%(points)s points: %(worth)s are %(one)s, and they pay up to %(cap)s%% of an order.") % told

    def hold(self, *, user: Any, money: Money, reference: str) -> None:
        rules = points.programme()
        count, amount = _points(money, rules), money.amount
        try:
            points.hold(user=user, points=count, reference=reference, amount=amount, currency=money.currency)
        except NotEnoughPoints as problem:
            raise Insufficient(books.account(books.FREE, user), worth(problem.free, rules)) from problem

    def commit(self, *, user: Any, money: Money, reference: str) -> None:
        points.commit(reference=reference)

    def release(self, *, user: Any, money: Money, reference: str) -> None:
        points.release(reference=reference)

    def give_back(self, *, user: Any, money: Money, reference: str, of: str) -> None:
        points.give_back(reference=reference, of=of, amount=money.amount)

    def issue(self, *, user: Any, money: Money, reference: str) -> None:
        """Money that could not be sent is never given as points."""
        raise NotImplementedError

    def held(self) -> str:
        return """
            SELECT account.user_id AS member, spend.currency AS unit, spend.amount
            FROM members_pointsspend spend JOIN members_pointsaccount account ON account.id = spend.account_id
            WHERE spend.state = 'held' AND spend.amount IS NOT NULL"""

    def moved(self) -> str:
        return """
            SELECT 'spent' AS what, reference, amount FROM members_pointsspend
            WHERE state = 'spent' AND amount IS NOT NULL
            UNION ALL
            SELECT 'given back', reference, amount FROM members_pointsreturn WHERE amount IS NOT NULL"""


def _points(money: Money, rules: PointsProgramme) -> int:
    """How many points pay the amount, rounded up."""
    return int((money.amount * rules.worth).to_integral_value(ROUND_CEILING))
