"""A small shop in which every operation of the API finds something."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalog.collections import services as collections
from catalog.stories.models import Story
from catalog.vendors import services as vendors
from members.accounts.models import User
from members.addresses import services as addresses
from members.devices.models import Device
from members.tokens import services as tokens
from minishop.api.scopes import scopes
from orders.invoices import services as invoices
from orders.invoices.values import Buyer
from orders.orders.models import Order
from orders.pickup import services as pickups
from orders.returns.models import Return
from orders.stores.models import Store
from payments.attempts import services as attempts
from tests import factories
from tests.catalog import bulk

SHANGHAI = {"province": "Shanghai", "city": "上海市", "district": "黄浦区"}
EVERY = [name for name, _words in scopes]


@dataclass
class World:
    wen: User
    other: User
    store: Store
    key: str
    number: str
    variant: int
    due: Order
    line: int
    pickup: int
    payment: str
    address: int
    device: int
    said: int
    back: str
    document: str

    @property
    def bearer(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}"}

    def known(self, label: str, names: Iterable[str]) -> dict[str, Any]:
        """What stands for the variable parts of an operation's address."""
        first = label.rsplit("/api/v1/", maxsplit=1)[-1].split("/", maxsplit=1)[0]
        handles = {
            "products": "veil",
            "collections": "gifts",
            "brands": "lune",
            "stories": "dusk",
            "me": "veil",
        }
        told = {"handle": handles.get(first, ""), "code": self.store.code, "number": self.number}
        ids = {"/review/": self.said, "bag/lines/": self.line, "/pickups/": self.pickup}
        ids |= {"/addresses/": self.address, "/devices/": self.device}
        told["id"] = next((ids[part] for part in ids if part in label), self.variant)
        told |= {"pk": told["id"], "payment": self.payment, "back": self.back, "document": self.document}
        if "/payment" in label or "/cancellation" in label:
            told["number"] = self.due.number
        return {name: told[name] for name in names if name in told}


def build() -> World:
    factories.zone()
    wen, other, store = factories.member(), factories.member(), factories.store(code="wukang-road")
    pieces = bulk.catalogue(5)
    made = factories.product(handle="veil", title="Silk veil", vendor=vendors.named("Lune"))
    sold = factories.variant(product=made, stock={store: 9}, sku="VEIL-1")
    collections.create(handle="gifts", title="Gifts", products=[made, *pieces[:2]])
    picture = pieces[0].cover
    story = Story.objects.create(
        handle="dusk", title="Dusk", body="Evening.", picture=picture, published_at=made.published_at
    )
    story.products.set([made])
    factories.order(user=other, at=store, variant=sold)
    paid = factories.order(user=wen, at=store, variant=sold)
    due = factories.order(user=wen, at=store, variant=sold, paid=False)
    payment = attempts.start(reference=due.reference, money=due.money, gateway="sandbox", return_url="/")
    line = factories.cart((sold, 1), user=wen).lines.get().pk
    pickup = pickups.prepare(order=paid)[0].pk
    home = addresses.add(
        user=wen, name="Wen", phone="+8613800138000", street="88 Huaihai Road", **SHANGHAI
    ).pk
    wore = paid.lines.get()
    wore.sent = wore.quantity
    wore.save(update_fields=["sent"])
    factories.review(line=wore)
    device = Device.objects.create(user=wen, session_key="elsewhere", way=Device.Way.CODE).pk
    _token, key = tokens.issue(user=wen, name="Everything", scopes=EVERY, days=30)
    return World(
        wen, other, store, key, paid.number, sold.pk, due, line, pickup, payment.number, home, device,
        wore.pk, _return(paid), invoices.issue(order=paid, buyer=Buyer("Wen Li")).number,
    )  # fmt: skip


def _return(order: Order) -> str:
    """Something of the order is asked back by post; nobody has decided yet."""
    told = {"kind": Return.Kind.REFUND, "reason": "faulty", "back": Return.Back.POST, "key": "one"}
    number = f"{order.number}-R1"
    Return.objects.create(order=order, number=number, currency=order.currency, amount=1, **told)
    return number
