"""Two accounts of one person become one: everything changes hands, and the other is closed."""

import pytest
from django.contrib.auth import get_user
from django.db import models

from catalog.alerts.models import StockAlert
from members.accounts import services as accounts
from members.accounts.models import Closed, User
from members.addresses import services as books
from members.addresses.models import Address, TooMany
from members.consents import services as consents
from members.identities import services as identities
from members.identities.models import CannotMerge, Identity
from members.passkeys.models import Passkey
from members.rights.models import DataCopy, Erasure
from members.tokens.models import AccessToken
from minishop.events.models import Event
from minishop.notify.models import Message
from minishop.push.models import Subscription
from orders.carts.models import Cart
from orders.orders.models import Order
from tests import factories

pytestmark = pytest.mark.django_db
NEWS, SMS, TASTE = "marketing-email", "marketing-sms", "personalisation"


@pytest.fixture
def wen() -> User:
    return factories.member(email="wen@example.com", name="Wen")


@pytest.fixture
def old() -> User:
    return factories.member(email=None, phone="+8613800138000", name="Wen Li", birthday="1990-05-04")


def address(user: User, **fields: object) -> Address:
    told = {"name": "Wen", "phone": "+8613800138000", "province": "Shanghai", "city": "Shanghai"}
    return Address.objects.create(user=user, **told | {"street": "88 Huaihai Road"} | fields)


def test_everything_changes_hands(wen, old):
    placed, house = factories.order(user=old), factories.store()
    piece = factories.variant(stock={house: 9})
    factories.cart((piece, 2), user=old)
    address(old)
    Identity.objects.create(user=old, provider="wechat", subject="o1")
    Passkey.objects.create(user=old, credential="c", public_key=b"k", name="Phone")
    AccessToken.objects.create(user=old, name="till", prefix="msp_", digest="d", scopes=[])
    DataCopy.objects.create(user=old)
    StockAlert.objects.create(variant=piece, user=old, tokens=["a"])
    Subscription.objects.create(user=old, endpoint="https://push.example/1", p256dh="p", auth="a")
    Message.objects.create(kind="refunded", reference="r", channel="sms", address="+86", recipient=old)
    identities.merge(wen, old, wen)
    for rows in (Address, Identity, Passkey, AccessToken, DataCopy, StockAlert, Subscription):
        assert rows.objects.get().user == wen, rows
    assert Order.objects.get(pk=placed.pk).user == wen
    assert not Message.objects.filter(recipient=old).exists()
    assert Cart.objects.get(user__isnull=False).user == wen
    assert Cart.objects.get(user=wen).lines.get().quantity == 2


def test_the_other_is_closed_and_what_only_it_knew_is_known(wen, old):
    identities.merge(wen, old, wen)
    wen.refresh_from_db()
    old.refresh_from_db()
    assert (str(wen.phone), wen.email, wen.name) == ("+8613800138000", "wen@example.com", "Wen")
    assert str(wen.birthday) == "1990-05-04"
    assert (old.is_active, old.phone, old.email, old.name, old.merged_into) == (False, None, None, "", wen)
    told = Event.objects.get(name="member.merged")
    assert (told.subject_id, told.data) == (old.pk, {"into": wen.pk})
    with pytest.raises(Closed):
        accounts.hold(old)


def test_its_sessions_end(wen, old, client):
    client.force_login(old)
    identities.merge(wen, old, wen)
    assert not get_user(client).is_authenticated


def test_bags_are_counted_together(wen, old):
    piece = factories.variant(stock={factories.store(): 9})
    factories.cart((piece, 1), user=wen)
    factories.cart((piece, 2), user=old)
    identities.merge(wen, old, wen)
    assert Cart.objects.get(user=wen).lines.get().quantity == 3
    assert Cart.objects.count() == 1


def test_one_address_is_the_first_choice(wen, old):
    own = address(wen, is_default=True)
    address(old, is_default=True)
    identities.merge(wen, old, wen)
    assert list(Address.objects.filter(user=wen, is_default=True)) == [own]
    assert Address.objects.filter(user=wen).count() == 2


def test_a_book_of_more_than_twenty_loses_none_and_takes_none_until_it_is_below(wen, old, client):
    for number in range(12):
        address(wen, street=f"{number} Anfu Road")
        address(old, street=f"{number} Huaihai Road")
    identities.merge(wen, old, wen)
    client.force_login(wen)
    assert "24 addresses" in client.get("/me/addresses/").text
    more = {"name": "Wen", "phone": "+8613800138000", "province": "Shanghai", "city": "Shanghai"}
    for left in (24, 20):
        Address.objects.filter(pk__in=Address.objects.order_by("pk").values("pk")[left:]).delete()
        with pytest.raises(TooMany):
            books.add(user=wen, street="1 Wukang Road", **more)
        assert Address.objects.filter(user=wen).count() == left
    books.remove(address=Address.objects.first())
    books.add(user=wen, street="1 Wukang Road", **more)


def test_a_wish_of_both_is_one_wish_that_either_link_takes_back(wen, old):
    piece = factories.variant()
    StockAlert.objects.create(variant=piece, user=wen, tokens=["a"])
    StockAlert.objects.create(variant=piece, user=old, tokens=["b"])
    identities.merge(wen, old, wen)
    assert StockAlert.objects.get().tokens == ["a", "b"]


def test_a_no_in_either_account_wins(wen, old):
    for user, name in ((wen, NEWS), (old, NEWS), (old, SMS), (wen, TASTE), (old, TASTE)):
        consents.give(user=user, purpose=name, source="settings")
    consents.withdraw(user=old, purpose=NEWS, source="settings")
    consents.withdraw(user=wen, purpose=TASTE, source="settings")
    identities.merge(wen, old, wen)
    assert [consents.has(wen, name) for name in (NEWS, SMS, TASTE)] == [False, True, False]


def test_repeated_it_changes_nothing(wen, old):
    identities.merge(wen, old, wen)
    identities.merge(wen, old, wen)
    assert Event.objects.filter(name="member.merged").count() == 1


def erased(user: User) -> None:
    Erasure.objects.create(user=user)


def staff(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=True)


def closed(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("made", [erased, staff, closed])
@pytest.mark.parametrize("which", [0, 1])
def test_some_accounts_cannot_be_merged(wen, old, made, which):
    placed = factories.order(user=old)
    made((wen, old)[which])
    with pytest.raises(CannotMerge):
        identities.merge(wen, old, wen)
    assert Order.objects.get(pk=placed.pk).user == old
    assert User.objects.get(pk=old.pk).phone


def test_an_account_is_not_merged_into_itself(wen):
    with pytest.raises(CannotMerge):
        identities.merge(wen, wen, wen)
    assert User.objects.get(pk=wen.pk).is_active


#: Columns that name a member and are not moved, and why.
STAY = {
    "members.User.merged_into": "the trail of earlier merges; erasure follows it",
    "members.Erasure.user": "whoever asked to be forgotten is not merged",
    "members.Consent.user": "append-only: the account that stays gets rows of its own",
    "members.Device.user": "the closed account's sessions end",
    "members.Authenticator.user": "staff only, who are not merged",
    "minishop.Event.actor": "append-only: who did it then",
    "admin.LogEntry.user": "staff only",
    "members.User_groups.user": "staff only",
    "members.User_user_permissions.user": "staff only",
    "catalog.PriceChange.actor": "staff only",
    "catalog.BulkEdit.actor": "staff only",
    "catalog.Revision.actor": "staff only",
    "minishop.ImportRun.actor": "staff only",
    "orders.StoreStaff.user": "staff only",
    "orders.Scan.staff": "staff only",
    "orders.Pickup.collected_by": "staff only",
    "orders.StockMovement.actor": "staff only",
    "orders.Purchase.staff": "staff only",
    "orders.Purchase.undone_by": "staff only",
    "orders.Scan.member": "append-only: whose code was read then",
    "orders.Fulfilment.picker": "staff only",
    "orders.Shipment.packed_by": "staff only",
    "orders.Return.agreed_by": "staff only",
    "orders.Return.seconded_by": "staff only",
    "orders.Return.received_by": "staff only",
    "orders.Review.decided_by": "staff only",
    "members.CreditGrant.actor": "staff only",
    "members.TierChange.actor": "staff only",
    "members.Membership.user": "the account that stays has one of its own, in the higher tier",
    "members.QualifyingFact.user": "append-only: the account that stays gets rows of its own",
    "members.TierChange.user": "append-only: the account that stays tells its own history",
    "members.BulkGrant.actor": "staff only",
    "members.PointsGrant.actor": "staff only",
    "members.PointsAccount.user": "the closed account's own, empty from then on",
    "members.CouponBatch.actor": "staff only",
    "members.CreditGrant.user": "why the closed account was given it; the balance itself moves in the ledger",
}
MOVED = {
    "members.Identity.user", "members.Passkey.user", "members.AccessToken.user", "members.DataCopy.user",
    "members.Address.user", "members.GrantRow.user", "members.PaidMembership.user",
    "catalog.StockAlert.user", "minishop.Message.recipient",
    "minishop.Subscription.user", "orders.Cart.user", "orders.Order.user",
    "members.CheckIn.user", "members.ActivityDone.user", "members.OccasionGift.user",
    "members.Invitation.user", "members.Referral.referrer", "members.Referral.newcomer",
    "members.WishlistItem.user", "orders.Purchase.member",
    "members.PointsGrant.user",
    "members.IssuedCoupon.user", "members.CouponHolder.user", "members.CouponGift.giver",
    "members.CouponGift.taker",
}  # fmt: skip


def naming_people() -> set[str]:
    """Every column of the project that names a person."""
    relations = User._meta.get_fields(include_hidden=True)
    fields = [getattr(one, "field", None) for one in relations if one.auto_created]
    found = [field for field in fields if isinstance(field, models.ForeignKey)]
    return {f"{field.model._meta.label}.{field.name}" for field in found}


def test_every_column_that_names_a_member_is_moved_or_stays_for_a_reason():
    assert naming_people() == MOVED | STAY.keys()
