"""What happened in the demo shop before anyone looks: orders at every step, reviews, a return asked for.

All of it goes through the services, each order once: its checkout key is its name in `life.toml`.
"""

from typing import Any
from zlib import crc32

from catalog.products.models import Variant
from members.accounts.addresses import person_at
from members.accounts.models import User
from minishop.demo import files
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.carts.models import Cart, Way
from orders.cashier import services as cashier
from orders.checkout import services as checkout
from orders.checkout.values import Details
from orders.fulfilment import services as fulfilment
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.returns import services as returns
from orders.reviews import services as reviews
from orders.shipments import services as shipments
from orders.stores.models import Store
from payments.gateways import registry
from payments.gateways.sandbox import services as sandbox
from payments.gateways.sandbox.models import SandboxCharge

Row = dict[str, Any]
#: Where parcels of the demo go.
HOME = {"province": "Shanghai", "city": "上海市", "district": "徐汇区", "street": "1290 Huaihai Middle Road"}
#: What a row says of who ordered, and for whom.
TOLD = ("name", "email", "phone", "language", "is_gift", "gift_note")


def load() -> None:
    """Every order of the file has happened, unless it had before or nothing can be paid for show here.

    Call it after stock and people are loaded.
    """
    if "sandbox" not in registry.enabled():
        return
    rows = [row | {"key": f"demo:{row['key']}"} for row in files.toml("life")["order"]]
    known = set(Order.objects.filter(checkout_key__startswith="demo:").values_list("checkout_key", flat=True))
    clerk = User.objects.get(email="wukang@lune.example")
    for row in rows:
        if row["key"] not in known:
            _happen(row, clerk)


def _happen(row: Row, clerk: User) -> None:
    order = _paid(_placed(row))
    part = order.fulfilments.get()
    STEPS[row["then"]](part, row, clerk)
    for said in row.get("review", ()):
        _review(order, said)
    if asked := row.get("asked"):
        _ask_back(order, asked, part.store)


def _placed(row: Row) -> Order:
    """The order of a member or a guest who put these pieces in a bag."""
    member = person_at(row["member"]) if "member" in row else None
    store = Store.objects.get(code=row["store"]) if "store" in row else None
    way = Way.PICKUP if store else Way.SHIP
    cart = Cart.objects.create(checkout_key=row["key"], user=member)
    for sku, quantity in row["pieces"].items():
        variant = Variant.objects.get(sku=sku)
        carts.add(cart=cart, variant=variant, quantity=quantity, way=way, store=store)
    told: Row = {name: row[name] for name in TOLD if name in row}
    details = Details(**told | ({} if store else HOME), way=way, store=store)
    bag = bags.read(cart, way=way, store=store, province=details.province)
    order = checkout.place(
        cart=cart, details=details, checkout_key=row["key"], accepted=bag.quote.digest, user=member
    )
    cart.delete()
    return order


def _paid(order: Order) -> Order:
    """The order's money came through the sandbox."""
    payment = cashier.pay(order=order, gateway="sandbox", return_url="")
    assert payment, "nothing of it is paid by the shop's own means"
    charge = SandboxCharge.objects.get(number=payment.number)
    sandbox.choose(token=charge.token, script=SandboxCharge.Script.APPROVE)
    return cashier.check(order=order)


def _collected(part: Fulfilment, row: Row, clerk: User) -> None:
    _ready(part, row, clerk)
    fulfilment.hand_over(fulfilment=part, actor=clerk)


def _ready(part: Fulfilment, row: Row, clerk: User) -> None:
    fulfilment.ready(fulfilment=part, actor=clerk, shelf=row.get("shelf", ""))


def _picking(part: Fulfilment, row: Row, clerk: User) -> None:
    fulfilment.pick(fulfilment=part, actor=clerk)


def _shipped(part: Fulfilment, row: Row, clerk: User) -> None:
    shipments.send(fulfilment=part, carrier="SF Express", tracking=_tracking(row), actor=clerk)


def _partly(part: Fulfilment, row: Row, clerk: User) -> None:
    """The first piece is under way, the others follow."""
    first = part.lines.order_by("pk")[0]
    parcel = shipments.pack(
        fulfilment=part, pieces={first.pk: 1}, carrier_name="SF Express", tracking=_tracking(row), actor=clerk
    )
    shipments.ship(shipment=parcel, actor=clerk)


def _delivered(part: Fulfilment, row: Row, clerk: User) -> None:
    _shipped(part, row, clerk)
    shipments.deliver_all(fulfilment=part, actor=clerk)


def _tracking(row: Row) -> str:
    return f"SF{crc32(row['key'].encode()):012d}"


def _review(order: Order, said: Row) -> None:
    line = order.lines.get(sku=said["sku"])
    review = reviews.write(
        line=line, rating=said["rating"], text=said["text"], name=said["name"], language=order.language
    )
    reviews.publish(review=review, seen=review.written_at, actor=None)


def _ask_back(order: Order, asked: Row, store: Store) -> None:
    line = order.lines.order_by("pk")[0]
    returns.ask(
        order=order,
        pieces=[returns.Piece(line, 1)],
        kind=asked["kind"],
        reason=asked["reason"],
        note=asked["note"],
        back="store",
        store=store,
        key=f"{order.checkout_key}:return",
    )


STEPS = {
    "paid": lambda part, row, clerk: None,
    "picking": _picking,
    "ready": _ready,
    "collected": _collected,
    "shipped": _shipped,
    "partly": _partly,
    "delivered": _delivered,
}
