"""A coupon goes to a friend by a link that opens once, until it is called back."""

import pytest

from members.coupongifts import services as gifts
from members.coupongifts.models import CouponGift
from members.coupons import services as coupons
from members.coupons.models import CouponHolder, NotClaimable, NotGivable, NotUsable
from minishop.events.models import Event
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


@pytest.fixture
def row(wen):
    return factories.issued(wen, can_be_given=True)


@pytest.fixture
def ada():
    return factories.member()


def refused(verb, **told):
    before = list(CouponGift.objects.order_by("pk").values())
    with pytest.raises(NotGivable):
        verb(**told)
    assert list(CouponGift.objects.order_by("pk").values()) == before


def test_whoever_opens_the_link_has_the_coupon(row, wen, ada):
    secret = gifts.offer(issued=row, user=wen)
    assert factories.fresh(row).state == "offered"
    assert gifts.open_gift(secret).giver == wen

    for _ in range(2):
        assert gifts.take(secret=secret, user=ada) == row

    row = factories.fresh(row)
    assert (row.user, row.state) == (ada, "ready")
    assert gifts.open_gift(secret) is None
    had = CouponHolder.objects.filter(coupon=row.coupon)
    assert dict(had.values_list("user", "claimed")) == {wen.pk: 1, ada.pk: 1}


def test_the_secret_is_nowhere(row, wen):
    secret = gifts.offer(issued=row, user=wen)
    kept = str(list(CouponGift.objects.values()) + list(Event.objects.values("data")))
    assert secret not in kept
    assert CouponGift.objects.get().digest == gifts.digest(secret)


def test_what_is_offered_can_not_be_used(row, wen):
    gifts.offer(issued=row, user=wen)
    with pytest.raises(NotUsable, match="offered"):
        coupons.reserve(issued=row, reference="order:1")


def test_the_giver_calls_it_back(row, wen, ada):
    secret = gifts.offer(issued=row, user=wen)

    for _ in range(2):
        gifts.recall(issued=row, user=wen)

    assert factories.fresh(row).state == "ready"
    refused(gifts.take, secret=secret, user=ada)


def test_a_new_link_ends_the_one_before(row, wen, ada):
    first, second = (gifts.offer(issued=row, user=wen) for _ in range(2))
    refused(gifts.take, secret=first, user=ada)
    assert gifts.take(secret=second, user=ada).user == ada


def test_what_a_friend_has_is_not_called_back(row, wen, ada):
    gifts.take(secret=gifts.offer(issued=row, user=wen), user=ada)
    refused(gifts.recall, issued=row, user=wen)
    gifts.offer(issued=row, user=ada)
    refused(gifts.recall, issued=row, user=wen)


def test_some_can_not_be_given(wen, ada, row, ended):
    refused(gifts.offer, issued=factories.issued(wen), user=wen)
    refused(gifts.offer, issued=row, user=ada)
    ended(over := factories.issued(wen, can_be_given=True))
    refused(gifts.offer, issued=over, user=wen)
    coupons.expire_due()
    coupons.reserve(issued=row, reference="order:1")
    refused(gifts.offer, issued=row, user=wen)
    refused(gifts.take, secret="none", user=ada)


def test_nobody_takes_their_own(row, wen):
    refused(gifts.take, secret=gifts.offer(issued=row, user=wen), user=wen)


def test_a_link_opens_nothing_after_the_coupons_time(row, wen, ada, ended):
    secret = gifts.offer(issued=row, user=wen)
    ended(row)
    assert gifts.open_gift(secret) is None
    refused(gifts.take, secret=secret, user=ada)
    coupons.expire_due()


def test_revoked_it_opens_nothing(row, wen, ada):
    secret = gifts.offer(issued=row, user=wen)
    coupons.revoke(issued=row)
    refused(gifts.take, secret=secret, user=ada)


def test_a_friend_who_had_theirs_can_not_have_another(row, wen, ada):
    factories.issued(ada, row.coupon)
    secret = gifts.offer(issued=row, user=wen)
    with pytest.raises(NotClaimable, match="member"):
        gifts.take(secret=secret, user=ada)
    assert factories.fresh(row).state == "offered"


def test_it_may_come_back_to_whoever_gave_it(row, wen, ada):
    for giver, taker in ((wen, ada), (ada, wen)):
        gifts.take(secret=gifts.offer(issued=row, user=giver), user=taker)
    assert factories.fresh(row).user == wen
    assert CouponHolder.objects.get(user=wen).claimed == 1
