"""A small shop in which every address leads somewhere and every visitor exists."""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from catalog.collections import services as collections
from catalog.pages import services as pages
from catalog.pages.models import Block, Page
from catalog.pictures import services as pictures
from catalog.products.models import Variant
from catalog.redirects import services as redirects
from catalog.stories.models import Story
from catalog.vendors import services as vendors
from members.accounts.models import User
from members.coupons import services as coupons
from members.coupons.models import Coupon
from members.lots.models import PointsProgramme
from members.membercode import services as membercode
from members.staff import roles
from members.staff import services as staff
from minishop.brand.models import Brand
from minishop.desk import services as imports
from minishop.desk import working
from orders.fulfilment.models import Fulfilment
from orders.invoices import papers
from orders.invoices import services as invoices
from orders.invoices.models import Invoice
from orders.invoices.values import Buyer
from orders.orders.models import Order
from orders.pickup import services as pickups
from orders.pickup.models import Pickup
from orders.purchases import services as purchases
from orders.returns.models import Return
from orders.reviews.models import Review
from orders.scanning import services as scanning
from orders.scanning.models import Scan
from orders.shipments import services as shipments
from orders.shipments.models import Shipment
from orders.stores.models import Store, StoreStaff
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from tests import factories

ROLES = {
    "near": roles.CLERKS,
    "far": roles.CLERKS,
    "service": roles.SERVICE,
    "marketing": roles.MARKETING,
    "finance": roles.FINANCE,
    "admin": roles.ADMINS,
}
NONCE = "0123456789abcdef0123"
READ_A_MEMBER = "b" * 32


@dataclass
class World:
    people: dict[str, User]
    near: Store
    far: Store
    paid: Order
    due: Order
    pickup: Pickup
    token: str
    line: int
    sku: str
    table: int
    back: str
    handles: dict[str, str]

    def arguments(self, route: str) -> dict[str, Any]:
        """What stands for the variable parts of a route."""
        number = self.due.number if route.startswith("pay/") else self.paid.number
        handle = next((self.handles[start] for start in self.handles if start in route), "no-such-piece")
        told = {"number": number, "handle": handle, "code": self.near.code, "nonce": NONCE}
        if re.search("nonce>/(member|purchase|undo)/", route):
            told["nonce"] = READ_A_MEMBER
        told |= {
            "token": self.token,
            "payment": Payment.objects.get(reference=self.paid.reference).number,
            "gateway": "sandbox",
            "key": "nobodys",
            "digest": "0",
            "back": self.back,
            "photo": 1,
            "kind": "icon",
            "size": 1,
            "section": "places",
            "language": "tlh",
            "name": "no.webp",
            "purpose": "nothing",
            "secret": "nobodys",
            "what": "nothing",
            "document": Invoice.objects.get().number,
            "year": 2026,
        }
        told |= {"kind": "stock", "form": "csv"}
        if route.startswith("api/"):
            told["purpose"] = "marketing-email"
        told |= {"code": "not-found"} if route.startswith("api/problems/") else {}
        told["line"] = self.paid.lines.get().pk
        rows = {
            "/review/": Review.objects.get().pk if route.startswith("admin/") else told["line"],
            "v1/variants/": Variant.objects.get(sku=self.sku).pk,
            "png": self.pickup.pk,
            "pickups": self.pickup.pk,
            "importrun": self.table,
            "orders/shipment": Shipment.objects.get().pk,
            "orders/invoice": Invoice.objects.get().pk,
            "catalog/page": Page.objects.get().pk,
        }
        return told | {"pk": next((pk for part, pk in rows.items() if part in route), self.line)}

    def fields(self, data: tuple[tuple[str, Any], ...]) -> dict[str, str]:
        told = {"code": self.pickup.code, "store": self.near.code, "sku": self.sku}
        return {name: str(value).format(**told) for name, value in data}


def build() -> World:
    factories.zone()
    near, far = factories.store(name="Wukang Road"), factories.store(name="Jing'an")
    people = _people(near, far)
    owner = people["owner"]
    paid, due = _orders(owner, near)
    pickup = pickups.prepare(order=paid)[0]
    papers.paper(invoice=invoices.issue(order=paid, buyer=Buyer("Wen Li")))
    scanning.preview(code=pickup.code, staff=people["near"], store=near, nonce=NONCE)
    own = membercode.tokens(owner)[0]
    scanning.preview(code=own, staff=people["near"], store=near, nonce=READ_A_MEMBER)
    assert Scan.objects.filter(nonce__in=[NONCE, READ_A_MEMBER], store=near).count() == 2
    told = {"member": owner, "store": near, "staff": people["near"], "amount": Decimal(9)}
    purchases.record(receipt="T-1", nonce="receipt", **told)
    variant = factories.variant(stock={near: 3})
    line = factories.cart((variant, 1, near), user=owner).lines.get().pk
    _parcel(near)
    attempt = attempts.start(
        reference="rehearsal:1",
        money=due.money,
        gateway="sandbox",
        return_url="/orders/",
    )
    token = str(attempt.action["url"]).split("/")[2]
    Brand.objects.get_or_create(pk=1)
    PointsProgramme.objects.create(starts_at=timezone.now() + timedelta(days=1))
    factories.review(state="waiting")
    factories.credit(people["owner"])
    _coupons(owner)
    table = _table(people["near"], variant.sku, near)
    return World(
        people, near, far, paid, due, pickup, token, line, variant.sku, table, _return(paid, near),
        _handles(variant.product),
    )  # fmt: skip


def _parcel(near: Store) -> None:
    """One that leaves the near house, by hand."""
    sent = factories.order(way="ship").fulfilments.get()
    Fulfilment.objects.filter(pk=sent.pk).update(store=near)
    shipments.pack(fulfilment=sent)


def _people(near: Store, far: Store) -> dict[str, User]:
    staff.ensure_groups()
    people = {"owner": factories.member(), "other": factories.member()}
    for name, role in ROLES.items():
        people[name] = staff.engage(
            email=f"{name}@lune.example", name=name.title(), role=role, password=make_password("moonrise")
        )
    for name, store in (("near", near), ("far", far)):
        StoreStaff.objects.create(store=store, user=people[name])
    return people


def _orders(owner: User, near: Store) -> tuple[Order, Order]:
    paid = factories.order(at=near, user=owner)
    due = factories.order(at=near, user=owner, paid=False)
    return paid, due


def _coupons(owner: User) -> None:
    """An offer by codes, and one of it in the owner's hands."""
    told = {"title": "Moonrise", "kind": "amount", "value": 80, "way": "code", "shared_code": "MOONRISE"}
    coupon = Coupon.objects.create(**told)
    coupons.issue(coupon=coupon, user=owner, source="grant:world")


def _return(order: Order, house: Store) -> str:
    """Something of the order is asked back, to be brought to its house; nobody has decided yet."""
    told = {"kind": Return.Kind.REFUND, "reason": "faulty", "back": Return.Back.STORE, "store": house}
    number = f"{order.number}-R1"
    Return.objects.create(order=order, number=number, key="one", currency=order.currency, amount=1, **told)
    return number


def _table(clerk: User, sku: str, store: Store) -> int:
    """A clerk's count, checked and not yet applied."""
    content = ContentFile(f"SKU,Store,On hand\n{sku},{store.code},4\n".encode())
    run = imports.start(kind="stock", file=content, filename="count.csv", actor=clerk, options={})
    working.work(run.pk)
    return run.pk


def _handles(product: Any) -> dict[str, str]:
    collections.create(handle="lips", title="Lips", products=[product])
    vendors.named("Lune")
    photograph = BytesIO()
    Image.new("RGB", (40, 50), "#8a5a44").save(photograph, "PNG")
    photograph.seek(0)
    picture = pictures.add(photograph, alt="Dusk over the lane")
    redirects.lead(path="/dawn", to="/stories/dusk")
    story = {"handle": "dusk", "title": "Dusk", "body": "Evening light.", "picture": picture}
    Story.objects.create(published_at=product.published_at, **story)
    _page()
    told = {"pages/": "delivery", "collections/": "lips", "brands/": "lune", "stories/": "dusk"}
    return told | {"products/": product.handle}


def _page() -> None:
    """A page with a revision to come, one that is seen, and changes nobody published."""
    page = pages.keep(page=Page(handle="delivery", title="Delivery"))
    block = pages.keep_block(block=Block(page=page, kind=Block.Kind.TEXT, title="Sent to you"))
    pages.publish(page=page, at=timezone.now() + timedelta(days=1))
    pages.publish(page=page)
    Block.objects.filter(pk=block.pk).update(title="Changed since")
