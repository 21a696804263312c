"""A member about whom the shop holds one of everything, each with a marker nobody else has."""

from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client

from catalog.alerts import services as alerts
from members.accounts.models import OneTimeCode, User
from members.addresses import services as addresses
from members.consents import services as consents
from members.devices.models import Device
from members.identities.models import Identity
from members.passkeys.models import Passkey
from members.rights.models import DataCopy
from members.tokens.models import AccessToken
from minishop import events, notify
from minishop.push.models import Subscription
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order, OrderLine
from orders.pickup import services as pickups
from orders.returns import services as returns
from orders.shipments import services as shipments
from tests import factories

PHONE, EMAIL = "+8613811112222", "marker-mail@example.com"


@dataclass
class Somebody:
    """The person, and the words by which a trace of them is known."""

    user: User
    orders: list[Order] = field(default_factory=list)
    markers: tuple[str, ...] = (PHONE, EMAIL, "Marker")


def somebody(*, is_over: bool = True) -> Somebody:
    """Markers in every field that is about a person; orders sent and collected, all over unless said."""
    user = factories.member(name="MarkerName Li", email=EMAIL, phone=PHONE, birthday="1990-02-03")
    person = Somebody(user)
    for way in ("ship", "pickup"):
        person.orders.append(_order(user, way))
    _beside(user)
    if is_over:
        for order in person.orders:
            _over(order)
    return person


def _order(user: User, way: str) -> Order:
    told = {"name": "MarkerContact", "phone": PHONE, "email": EMAIL, "note": "MarkerNote"}
    told |= {"street": "MarkerStreet 88", "city": "MarkerCity", "district": "MarkerDistrict"}
    order = factories.order(way=way, user=user, **told)
    OrderLine.objects.filter(order=order).update(choices={"engraving": "MarkerEngraving"})
    Order.objects.filter(pk=order.pk).update(closing_note="MarkerClosing")
    order.refresh_from_db()
    pickups.prepare(order=order)
    events.sweep()
    return order


def _over(order: Order) -> None:
    """Sent and arrived, or collected, and completed."""
    for part in order.fulfilments.all():
        if part.way == "ship":
            shipments.send(fulfilment=part, carrier="MarkerCarrier", tracking="MarkerTracking")
            part.refresh_from_db()
            shipments.deliver_all(fulfilment=part)
        else:
            fulfilment.ready(fulfilment=part)
            part.refresh_from_db()
            fulfilment.hand_over(fulfilment=part)
    lifecycle.complete(order=Order.objects.get(pk=order.pk))
    _asked_back(order)
    events.sweep()


def _asked_back(order: Order) -> None:
    """A piece is asked back in the person's words, and refused in ours."""
    line = order.lines.select_related("fulfilment").get()
    row = returns.ask(
        order=order, pieces=[returns.Piece(line, 1)], kind="return", reason="changed_mind", back="post",
        note="MarkerWords", key="marker", source="staff", actor=order.user,
    )  # fmt: skip
    returns.refuse(request=row, answer="MarkerAnswer", actor=None)


def _beside(user: User) -> None:
    """What is held beside orders: bag, wishes, codes, messages, sessions, the desk's notes, a copy."""
    piece = factories.variant(stock={factories.store(): 3})
    line = factories.cart((piece, 1), user=user).lines.get()
    line.choices = {"engraving": "MarkerBag"}
    line.save()
    addresses.add(
        user=user, label="MarkerLabel", name="MarkerName", phone=PHONE, province="Shanghai",
        city="MarkerCity", district="MarkerDistrict", street="MarkerStreet 88",
    )  # fmt: skip
    alerts.ask(variant=factories.variant(), user=user, asker="192.0.2.1")
    alerts.ask(variant=factories.variant(), phone=PHONE, asker="192.0.2.2")
    OneTimeCode.objects.create(address=PHONE, digest="0", asker="0", expires_at="2099-01-01T00:00Z")
    to = notify.Recipient(phone=PHONE)
    notify.send("sign-in-code", reference="code:0", to=to, context={"code": "1", "minutes": 1})
    consents.give(user=user, purpose="marketing-email", source="settings")
    browser = Client()
    browser.force_login(user)
    Device.objects.create(user=user, session_key=browser.session.session_key, agent="MarkerAgent", way="code")
    LogEntry.objects.create(
        user=factories.staff("admin"), content_type=ContentType.objects.get_for_model(User),
        object_id=str(user.pk), object_repr=str(user), action_flag=CHANGE, change_message="MarkerChange",
    )  # fmt: skip
    _doors(user)
    copy = DataCopy.objects.create(user=user, state=DataCopy.State.READY, expires_at="2099-01-01T00:00Z")
    copy.file.save("marker.zip", ContentFile(b"MarkerFile"))


def _doors(user: User) -> None:
    """Ways in and programs, and a phone that is told."""
    Identity.objects.create(user=user, provider="wechat", subject="MarkerSubject", nickname="MarkerNick")
    Passkey.objects.create(user=user, credential="MarkerCredential", public_key=b"", name="MarkerPasskey")
    AccessToken.objects.create(
        user=user, name="MarkerToken", prefix="MarkerPre", digest="0", scopes=["account"]
    )
    Subscription.objects.create(
        user=user, endpoint="https://push.example/Marker", p256dh="", auth="", agent="MarkerPhone"
    )
