"""What of an order may be asked back now, line by line, and why the rest may not."""

from dataclasses import dataclass, field

from catalog.products.models import Variant
from orders.orders.models import Order, OrderLine
from orders.returns import rules
from orders.returns.rules import NotReturnable, Reason
from orders.returns_words import words

#: What may be asked longest, and what for no fault at all.
FAULT, PLAIN = rules.REASONS["faulty"], rules.REASONS["changed_mind"]
READ_WITH = ("fulfilment", "variant__product__cover", "variant__picture")


@dataclass(slots=True)
class Row:
    """A line with how many of it may be asked, or why none."""

    line: OrderLine
    most: int
    #: Why none may be asked; or, beside some that may, what for they may not.
    why: str = ""
    reasons: list[Reason] = field(default_factory=list)
    shades: list[Variant] = field(default_factory=list)


def lines(order: Order) -> list[OrderLine]:
    """The order's lines with all that is needed to judge them, in a number of queries that never grows."""
    found = order.lines.select_related(*READ_WITH).prefetch_related(*rules.READ_WITH)
    return list(found.order_by("pk"))


def offered(*, before: bool) -> list[Reason]:
    """The reasons a shopper may choose from."""
    listed = [one for one in rules.REASONS.values() if one.is_offered]
    return [one for one in listed if (one.before if before else one.kinds)]


def rows(order: Order, *, before: bool, known: list[OrderLine] | None = None) -> list[Row]:
    """Each line as it may be asked, of the pieces that left or of those that have not."""
    known = lines(order) if known is None else known
    if order.payment_state != Order.PaymentState.PAID or order.state not in ("open", "completed"):
        why = words.refusal(NotReturnable("over" if order.state != "open" else "unpaid"))
        return [Row(line, 0, why) for line in known]
    return [_before(line) if before else _after(line) for line in known]


def _before(line: OrderLine) -> Row:
    why = "" if line.to_send else _left(line)
    return Row(line, line.to_send, why, offered(before=True) if line.to_send else [])


def _left(line: OrderLine) -> str:
    return words.refusal(NotReturnable("left" if line.sent else "too_many", line))


def _after(line: OrderLine) -> Row:
    refused = {one: rules.why_not(line, one) for one in offered(before=False)}
    open_to = [one for one, why in refused.items() if why is None]
    most = rules.claimable(line) if open_to else 0
    return Row(line, most, "" if PLAIN in open_to else _said(line, refused, open_to), open_to)


def _said(line: OrderLine, refused: dict[Reason, NotReturnable | None], open_to: list[Reason]) -> str:
    """Why it can't be asked plainly; where nothing may be asked, why not even for a fault."""
    if not line.sent:
        return words.refusal(NotReturnable("not_here", line))
    about = PLAIN if open_to else FAULT
    why = refused[about] or refused[PLAIN]
    return words.refusal(why, about) if why else ""


def open_to(order: Order, told: str = "") -> tuple[bool, list[Row]]:
    """Whether pieces that have not left are meant, and each line; the other ones, where only they may be."""
    before, known = is_before(order, told), lines(order)
    found = rows(order, before=before, known=known)
    if not any(row.most for row in found):
        others = rows(order, before=not before, known=known)
        if any(row.most for row in others):
            return not before, with_shades(others)
    return before, with_shades(found)


def is_before(order: Order, told: str = "") -> bool:
    """Whether pieces that have not left are meant: as it was said, else where nothing has left yet."""
    if told in ("house", "shopper"):
        return told == "house"
    return not any(line.sent for line in order.lines.all())


def with_shades(found: list[Row]) -> list[Row]:
    """Beside each line what may be had instead of it: variants of the same product at the same price."""
    products = {row.line.variant.product_id for row in found if row.most}
    variants = Variant.objects.filter(product__in=products).with_prices().order_by("position", "pk")
    by_product: dict[int, list[Variant]] = {}
    for one in variants.select_related("product"):
        by_product.setdefault(one.product_id, []).append(one)
    for row in found:
        row.shades = _shades(row.line, by_product.get(row.line.variant.product_id, [])) if row.most else []
    return found


def _shades(line: OrderLine, variants: list[Variant]) -> list[Variant]:
    """What was bought where it is sold still, and the others that cost as much as it did, or does."""
    own = [one.price_amount for one in variants if one.pk == line.variant_id]
    prices = {line.unit_price, *own} - {None}
    return [
        one
        for one in variants
        if one.is_on_sale and (one.pk == line.variant_id or one.price_amount in prices)
    ]
