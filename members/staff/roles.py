"""What each role of the staff may see and do; the shop keeps these groups as they stand here.

A right is `app.codename`; `app.model: view change` says several at once. Clerks work only in their
own stores (`StoreStaff`); whoever has `orders.work_in_any_store` works in all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

VIEW, EDIT, ALL = "view", "view change", "view add change delete"


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    may: tuple[str, ...]

    def rights(self) -> Iterator[str]:
        """Each right as `app.codename`."""
        for line in self.may:
            model, _, verbs = line.partition(": ")
            if not verbs:
                yield line
                continue
            app, _, name = model.partition(".")
            yield from (f"{app}.{verb}_{name}" for verb in verbs.split())


#: Which tables someone may bring or take is decided by the kind of table.
TABLES = "minishop.importrun: view add"
COUNTER = (
    TABLES,
    "orders.scan_codes",
    f"orders.order: {VIEW}",
    f"orders.fulfilment: {EDIT}",
    f"orders.shipment: {VIEW}",
    f"orders.pickup: {VIEW}",
    f"orders.return: {EDIT}",
    f"orders.stockitem: {EDIT}",
    f"orders.store: {VIEW}",
)
CATALOGUE = tuple(
    f"catalog.{model}: {ALL}"
    for model in (
        "product",
        "variant",
        "price",
        "pricechange",
        "bulkedit",
        "productimage",
        "relatedproduct",
        "collection",
        "collectionproduct",
        "story",
        "page",
        "block",
        "blockproduct",
        "menuitem",
        "picture",
        "redirect",
        "vendor",
        "synonymgroup",
    )
)
BOOKS = (
    f"orders.settlement: {VIEW}",
    f"orders.tender: {VIEW}",
    f"payments.payment: {VIEW}",
    f"payments.notification: {VIEW}",
    f"payments.refund: {VIEW}",
)

#: What the club offers, without anybody who is in it.
CLUB = (
    *(
        f"members.{model}: {ALL}"
        for model in (
            "coupon",
            "couponscope",
            "pointscampaign",
            "checkinrule",
            "occasion",
            "memberprice",
            "membershipplan",
        )
    ),
    "members.couponbatch: view add",
    "members.generate_codes",
    *(f"members.{model}: view add change" for model in ("pointsprogramme", "tier", "activity")),
    f"members.tierprogramme: {EDIT}",
    f"orders.reward: {ALL}",
)
#: Members' own books, to read; the figures of the club are of those who may read them.
OF_MEMBERS = (
    f"members.membership: {VIEW}",
    f"members.tierchange: {VIEW}",
    f"members.pointsaccount: {VIEW}",
    f"members.pointslot: {VIEW}",
    f"members.issuedcoupon: {VIEW}",
    f"members.checkin: {VIEW}",
    f"members.activitydone: {VIEW}",
    f"members.occasiongift: {VIEW}",
    f"members.referral: {VIEW}",
    f"orders.purchase: {VIEW}",
)
#: Coupons for everybody of a tier; no list, and no name.
GIVES_COUPONS = ("members.bulkgrant: view add", "members.add_issuedcoupon")

CLERKS = Role("Clerks", COUNTER)
SERVICE = Role(
    "Customer service",
    (
        *COUNTER,
        "orders.work_in_any_store",
        "orders.change_order",
        "orders.undo_purchase",
        "orders.decide_return",
        f"orders.scan: {VIEW}",
        f"orders.stockmovement: {VIEW}",
        f"catalog.product: {VIEW}",
        f"catalog.wanted: {VIEW}",
        f"orders.review: {EDIT}",
        f"members.user: {VIEW}",
        "members.creditgrant: view add",
        "members.pointsgrant: view add",
        *OF_MEMBERS,
        *GIVES_COUPONS,
        f"members.coupon: {VIEW}",
        "members.change_issuedcoupon",
        f"members.tier: {VIEW}",
        f"minishop.message: {EDIT}",
        *BOOKS[2:],
        f"orders.invoice: {VIEW}",
        "payments.add_refund",
    ),
)
MARKETING = Role(
    "Marketing",
    (
        *CATALOGUE,
        f"catalog.wanted: {VIEW}",
        TABLES,
        f"catalog.pendingimage: {VIEW}",
        f"catalog.vainsearch: {VIEW}",
        f"catalog.revision: {VIEW}",
        "orders.work_in_any_store",
        f"minishop.brand: {EDIT}",
        f"orders.store: {VIEW}",
        f"orders.stockitem: {VIEW}",
        f"orders.review: {EDIT}",
        *CLUB,
        *GIVES_COUPONS,
    ),
)
FINANCE = Role(
    "Finance",
    (
        f"orders.order: {VIEW}",
        "orders.work_in_any_store",
        *BOOKS,
        "payments.add_refund",
        "payments.change_refund",
        f"orders.invoice: {VIEW}",
        "orders.export_invoices",
        f"orders.return: {VIEW}",
        "orders.second_return",
        f"members.creditgrant: {VIEW}",
        f"members.pointsgrant: {VIEW}",
        f"members.pointsaccount: {VIEW}",
        f"minishop.account: {VIEW}",
        f"minishop.posting: {VIEW}",
        f"minishop.event: {VIEW}",
    ),
)
#: Everything in the shop's own departments; the list is made when the groups are.
ADMINS = Role("Admins", ("auth.view_group",))
ALL_ROLES = (CLERKS, SERVICE, MARKETING, FINANCE, ADMINS)
NAMES = frozenset(role.name for role in ALL_ROLES)
OUR_APPS = ("minishop", "catalog", "members", "payments", "orders")
