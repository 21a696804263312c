"""The demo's club: what it offers, as staff would have set it up, and members with something behind them.

What is offered is made once and then left as staff keep it; what members have comes by the verbs, each once.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from catalog.collections.models import Collection
from catalog.products.models import Product, Variant
from members.accounts import birthday as birthdays
from members.accounts.addresses import person_at
from members.accounts.models import User
from members.activities import services as activities
from members.activities.models import Activity
from members.checkins import services as checkins
from members.checkins.models import CheckInRule
from members.coupons import services as coupons
from members.coupons.models import Coupon, CouponScope
from members.lots.models import PointsProgramme
from members.memberprices.models import MemberPrice
from members.occasions.models import Occasion
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import Membership, MembershipPlan, Tier, TierProgramme
from minishop import clock
from minishop.demo import files
from orders.rewards.models import Reward

Row = dict[str, Any]
ZH = "zh-hans"


def load() -> None:
    """The club is open, with its rules; call it after the catalogue is loaded."""
    if Coupon.objects.exists() or PointsProgramme.objects.exists():
        return
    told = files.toml("club")
    PointsProgramme.objects.create(starts_at=timezone.now() - timedelta(days=1000), **told["points"])
    TierProgramme.objects.create(**told["tiers"])
    for rank, row in enumerate(told["tier"]):
        _tier(rank, row)
    own = {row["key"]: _coupon(row) for row in told["coupon"]}
    for position, row in enumerate(told["activity"]):
        Activity.objects.create(**_words(row), position=position)
    for row in told["check_in"]:
        CheckInRule.objects.create(**row)
    for row in told["occasion"]:
        Occasion.objects.create(**_words(row) | {"coupon": own.get(row.get("coupon", ""))})
    _pieces(told)


def live() -> None:
    """Members have what they brought along, and what they did since; call it after people are loaded."""
    for row in files.toml("club")["member"]:
        user = person_at(row["who"])
        if user and not Membership.objects.filter(user=user).exists():
            _member(user, row)


def _tier(rank: int, row: Row) -> None:
    """The lowest is the one everybody had, where somebody was quicker."""
    facts = _words(row) | {"rank": rank}
    Tier.objects.update_or_create(rank=rank, defaults=facts)


def _coupon(row: Row) -> Coupon:
    facts = _words(row)
    del facts["key"]
    ends, named = (
        facts.pop("ends_in", None),
        {name: facts.pop(name, []) for name in ("collections", "without")},
    )
    mine = facts.pop("tiers", [])
    facts["gift"] = Variant.objects.get(sku=facts["gift"]) if "gift" in facts else None
    facts["ends_at"] = _end_of(clock.today() + timedelta(days=ends)) if ends else None
    coupon = Coupon.objects.create(**facts)
    coupon.tiers.set(Tier.objects.filter(code__in=mine))
    for one in Collection.objects.filter(handle__in=named["collections"]):
        CouponScope.objects.create(coupon=coupon, collection=one)
    for product in Product.objects.filter(handle__in=named["without"]):
        CouponScope.objects.create(coupon=coupon, product=product, is_excluded=True)
    return coupon


def _pieces(told: Row) -> None:
    """What pieces cost members, what they cost in points, and which of them opens a tier."""
    tier = {each.code: each for each in Tier.objects.all()}
    variant = {each.sku: each for each in Variant.objects.all()}
    for row in told["price"]:
        about = {"variant": variant[row["sku"]], "tier": tier.get(row["tier"])}
        MemberPrice.objects.create(**about, amount=row["amount"], currency="CNY")
    for row in told["plan"]:
        about = {"variant": variant[row["sku"]], "tier": tier[row["tier"]]}
        MembershipPlan.objects.create(**about, days=row["days"])
    for position, row in enumerate(told["reward"]):
        about = {"variant": variant[row["sku"]], "tier": tier.get(row.get("tier", ""))}
        facts = {name: row[name] for name in ("points", "cash", "limit") if name in row}
        Reward.objects.create(**about, **facts, position=position)


def _member(user: User, row: Row) -> None:
    """Their history, in its order: since when, what counted, what they carried, what they did."""
    since = datetime.combine(row["since"], time(12), clock.shop_zone())
    User.objects.filter(pk=user.pk).update(joined_at=since)
    tiers.join(user=user)
    if "birthday" in row:
        birthdays.tell(user=user, birthday=row["birthday"])
    for fact in row.get("counted", ()):
        at = clock.now() - timedelta(days=30 * fact["months"])
        tiers.count(user=user, reference=f"import:{user.pk}:{fact['key']}", spend=fact["spend"], at=at)
    for lot in row["carried"]:
        last = clock.today() + timedelta(days=lot["days"])
        about: Row = {"kind": "import", "source": f"import:{user.pk}:{last}", "expires_at": _end_of(last)}
        points.earn(user=user, points=lot["points"], **about)
    _since(user, row)


def _since(user: User, row: Row) -> None:
    """What they did here, and were given."""
    for code in row["done"]:
        activities.done(user=user, code=code, source=f"{code}:{user.pk}")
    if gift := row.get("given"):
        service = person_at("service@lune.example")
        about = {"reason": "goodwill", "note": gift["note"], "actor": service}
        points.grant(user=user, points=gift["points"], key=f"demo:{user.pk}", **about)
    checkins.check_in(user=user)
    own = {each["key"]: Coupon.objects.get(title=each["title"]) for each in files.toml("club")["coupon"]}
    for key in row["claims"]:
        coupons.claim(user=user, coupon=own[key], key=f"demo:{key}")
    for key in row.get("buys", ()):
        coupons.buy(user=user, coupon=own[key], key=f"demo:{key}")


def _words(row: Row) -> Row:
    """The row as a model has it: the Chinese words under their language."""
    facts = {name: value for name, value in row.items() if name != "zh"}
    return facts | ({"translations": {ZH: row["zh"]}} if "zh" in row else {})


def _end_of(day: date) -> datetime:
    return clock.begins(day + timedelta(days=1))
