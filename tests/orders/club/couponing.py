"""Rules of coupons by themselves: claimed, bought, told by a code, given to a friend, revoked, ended."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Now
from hypothesis import strategies as st

from members.couponcodes import codes
from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponBatch, CouponCode
from members.coupongifts import services as gifts
from members.coupons import services as coupons
from members.coupons.models import BadCouponCode, Coupon, IssuedCoupon, NotClaimable
from minishop.limits.models import Allowance
from tests.orders.club.facts import Held, Offer
from tests.orders.club.purse import Spend
from tests.orders.club.shop import Club, supply, verb

Claim = tuple[int, Offer]


class Couponing(Club):
    # What may be picked

    def claims(self, *, is_open: bool) -> list[Claim]:
        """Who may, or may not, claim which."""
        offers = [one for one in self.world.offers.values() if not one.price and one is not self.code_offer]
        found = [(pk, one) for one in offers for pk in self.members]
        return [(pk, one) for pk, one in found if self.has_room(pk, one) == is_open]

    def claims_of_few(self) -> list[Claim]:
        return [one for one in self.claims(is_open=True) if one[1].per_member]

    def has_room(self, member: int, offer: Offer) -> bool:
        within = offer.limit is None or self.world.claimed(offer) < offer.limit
        mine = self.world.had.get((member, offer.pk), 0)
        return within and (offer.per_member is None or mine < offer.per_member)

    def mine(self, *states: str) -> list[Held]:
        return [one for one in self.world.coupons.values() if one.state in states and not one.has_ended]

    def buyers(self) -> list[Claim]:
        priced = [one for one in self.world.offers.values() if one.price]
        return [(pk, one) for one in priced for pk in self.members if self.purse(pk).can_spend >= one.price]

    def had(self, row: IssuedCoupon, offer: Offer, member: int) -> Held:
        self.world.had[member, offer.pk] = self.world.had.get((member, offer.pk), 0) + 1
        made = self.world.coupons[row.pk] = Held(row.pk, offer, member)
        return made

    def row(self, coupon: Held) -> IssuedCoupon:
        return IssuedCoupon.objects.get(pk=coupon.pk)

    # Having

    @verb(lambda self: self.claims(is_open=True))
    def claim(self, claim: Claim) -> None:
        member, offer = claim
        told = {"coupon": Coupon.objects.get(pk=offer.pk), "key": self.key("claim")}
        made = coupons.claim(user=self.person(member), **told)
        assert coupons.claim(user=self.person(member), **told).pk == made.pk
        self.had(made, offer, member)

    @verb(lambda self: self.claims(is_open=False))
    def claim_one_too_many(self, claim: Claim) -> bool:
        member, offer = claim
        told = {"coupon": Coupon.objects.get(pk=offer.pk), "key": self.key("claim")}
        with pytest.raises(NotClaimable):
            coupons.claim(user=self.person(member), **told)
        return False

    @supply(lambda self: self.claims_of_few(), "claim_one_too_many")
    def claim_as_many_as_one_may(self, claim: Claim) -> None:
        while self.has_room(*claim):
            self.take("claim", claim)

    @supply(lambda self: self.everybody(), "buy_for_points")
    def points_to_buy_with(self, member: int) -> None:
        self.take("earn", member, n=400)

    @verb(buyers)
    def buy_for_points(self, claim: Claim) -> None:
        member, offer = claim
        coupon, purse = Coupon.objects.get(pk=offer.pk), self.purse(member)
        made = coupons.buy(user=self.person(member), coupon=coupon, key=self.key("buy"))
        self.had(made, offer, member)
        spent: Spend = purse.hold(f"coupon:{offer.pk}:{made.source}", offer.price)
        purse.commit(spent)

    @verb(Club.everybody)
    def tell_a_code(self, member: int) -> None:
        made = self.redeem(member, self.new_code())
        self.had(made, self.code_offer, member)

    @verb(lambda self: [one for one in self.world.coupons.values() if one.offer is self.code_offer])
    def tell_a_used_code(self, coupon: Held) -> bool:
        """By somebody else than who told it first."""
        other = next(pk for pk in self.members if pk != self.first_teller(coupon))
        with pytest.raises(BadCouponCode):
            self.redeem(other, CouponCode.objects.get(issued=coupon.pk).code)
        return False

    def first_teller(self, coupon: Held) -> int:
        return int(self.row(coupon).user_id or 0)

    def new_code(self) -> str:
        offer = Coupon.objects.get(pk=self.code_offer.pk)
        batch = CouponBatch.objects.create(coupon=offer, quantity=1, made=1, state="done")
        return CouponCode.objects.create(batch=batch, code=codes.normal(uuid4().hex)).code

    def redeem(self, member: int, code: str) -> IssuedCoupon:
        """Told from another address each time: who guesses is stopped by tests of their own."""
        asker = f"10.{uuid4().int % 250}.{uuid4().int % 250}.{uuid4().int % 250}"
        Allowance.objects.all().delete()  # the member's own tries are counted too
        return couponcodes.redeem_code(code=code, user=self.person(member), asker=asker)

    # To a friend

    @verb(lambda self: self.mine("ready"), friend=st.integers(1, 2))
    def give_to_a_friend(self, coupon: Held, friend: int) -> bool | None:
        """The friend opens the link; who had as many as one may have is refused."""
        giver = coupon.member
        others = [pk for pk in self.members if pk != giver]
        taker = others[friend % len(others)]
        secret = gifts.offer(issued=self.row(coupon), user=self.person(giver))
        coupon.state = "offered"
        mine, most = self.world.had.get((taker, coupon.offer.pk), 0), coupon.offer.per_member
        gave_it_before = (coupon.pk, taker) in self.givers
        if most is not None and mine >= most and not gave_it_before:
            with pytest.raises(NotClaimable):
                gifts.take(secret=secret, user=self.person(taker))
            return False
        gifts.take(secret=secret, user=self.person(taker))
        if not gave_it_before:
            self.world.had[taker, coupon.offer.pk] = mine + 1
        self.givers.add((coupon.pk, giver))
        coupon.state, coupon.member = "ready", taker
        return None

    @verb(lambda self: self.mine("ready"))
    def offer_to_a_friend(self, coupon: Held) -> None:
        gifts.offer(issued=self.row(coupon), user=self.person(coupon.member))
        coupon.state = "offered"

    @verb(lambda self: self.mine("offered"))
    def call_it_back(self, coupon: Held) -> None:
        gifts.recall(issued=self.row(coupon), user=self.person(coupon.member))
        coupon.state = "ready"

    # Ending

    @verb(lambda self: self.mine("ready", "offered"))
    def revoke(self, coupon: Held) -> None:
        coupons.revoke(issued=self.row(coupon), actor=self.staff)
        coupon.state = "revoked"

    @verb(lambda self: self.mine("ready", "offered", "reserved", "used"))
    def time_is_over(self, coupon: Held) -> None:
        """Nobody has noticed so far."""
        IssuedCoupon.objects.filter(pk=coupon.pk).update(ends_at=Now() - timedelta(seconds=1))
        coupon.has_ended = True

    @verb(lambda self: [one for one in self.world.coupons.values() if one.has_ended][:1])
    def expire_coupons(self, _one: Held) -> None:
        coupons.expire_due()
        for coupon in self.world.coupons.values():
            if coupon.has_ended and coupon.state in ("ready", "offered"):
                coupon.state = "expired"
