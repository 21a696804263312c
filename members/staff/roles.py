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

CLERKS = Role("Clerks", COUNTER)
SERVICE = Role(
    "Customer service",
    (
        *COUNTER,
        "orders.work_in_any_store",
        "orders.change_order",
        "orders.decide_return",
        f"orders.scan: {VIEW}",
        f"orders.stockmovement: {VIEW}",
        f"catalog.product: {VIEW}",
        f"catalog.wanted: {VIEW}",
        f"orders.review: {EDIT}",
        f"members.user: {VIEW}",
        "members.creditgrant: view add",
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
