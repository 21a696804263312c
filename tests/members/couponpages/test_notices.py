"""Members are written to about a coupon that came by itself, that ends soon, and a gift that was taken."""

import pytest

from members.consents import services as consents
from members.coupongifts import services as coupongifts
from members.couponpages import handlers
from members.coupons import services as coupons
from minishop.events.models import Event
from minishop.notify.models import Message
from tests import factories
from tests.members.couponpages.offers import had, offer

pytestmark = pytest.mark.django_db


@pytest.fixture
def wen():
    """Somebody who agreed to news, and reads Chinese."""
    user = factories.member(language="zh-hans")
    consents.give(user=user, purpose="marketing-email", source="test")
    return user


def heard(name, handler) -> None:
    """Every such event is told, twice over."""
    for event in [*Event.objects.filter(name=name)] * 2:
        handler(event)


def test_a_coupon_that_came_by_itself_is_told_once_in_the_members_language(wen):
    coupon = offer(way="staff", title="Moonrise", translations={"zh-hans": {"title": "月升"}})
    had(wen, coupon)
    heard("coupon.issued", handlers.tell_issued)
    letter = Message.objects.get()
    assert letter.subject == "送您一张优惠券"
    assert "月升 · 全部" in letter.body
    assert "/me/coupons/" in letter.body


def test_who_claimed_it_or_never_agreed_to_letters_is_not_written_to(wen):
    coupons.claim(user=wen, coupon=offer(), key="k")
    had(factories.member())
    heard("coupon.issued", handlers.tell_issued)
    assert not Message.objects.exists()


def test_what_ends_soon_is_told_together_and_what_was_used_meanwhile_is_left_out(wen):
    rows = [had(wen, title=title, days=2) for title in ("First", "Second", "Third")]
    assert coupons.remind_due() == 1
    coupons.reserve(issued=rows[1], reference="order:1")
    heard("coupon.expiring", handlers.tell_expiring)
    letter = Message.objects.get()
    assert "First" in letter.body
    assert "Third" in letter.body
    assert "Second" not in letter.body


def test_the_giver_hears_that_the_friend_has_it(wen):
    secret = coupongifts.offer(issued=had(wen, title="Moonrise", can_be_given=True), user=wen)
    coupongifts.take(secret=secret, user=factories.member())
    heard("coupon.taken", handlers.tell_taken)
    letter = Message.objects.get(kind="coupon-taken")
    assert letter.recipient == wen
    assert "Moonrise" in letter.body
