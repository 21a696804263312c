"""A member's coupons beside their bag and their orders."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from members.couponpages.tickets import Ticket
from orders.bagcoupons import showing
from orders.carts import bag as bags
from orders.carts import services as carts
from orders.orders.models import Order


@dataclass
class Sorted:
    """On or possible; not this time, and why; or there is nothing in the bag to say."""

    use: list[Ticket] = field(default_factory=list)
    cannot: list[Ticket] = field(default_factory=list)
    rest: list[Ticket] = field(default_factory=list)


def sorted_out(request: HttpRequest, tickets: list[Ticket]) -> Sorted:
    """The tickets by what the bag makes of them; those that are on stand first."""
    cart = carts.open_cart(request) if tickets else None
    bag = bags.read(cart)
    if cart is None or not bag.ready:
        return Sorted(rest=tickets)
    coupons = showing.of_bag(bag, picks_best=cart.picks_best)
    by_issued = {one.ticket.issued_id: one for one in coupons.choices}
    told = Sorted()
    for ticket in tickets:
        choice = by_issued.get(ticket.issued.pk) if ticket.issued else None
        if choice is None:
            told.rest.append(ticket)
        elif choice.could:
            ticket.is_on, ticket.amount = choice.is_on, choice.amount
            ticket.is_best = choice.is_on and coupons.picks_best
            told.use.append(ticket)
        else:
            ticket.why = choice.why
            told.cannot.append(ticket)
    told.use.sort(key=lambda one: (not one.is_on, -one.amount))
    return told


def with_orders(tickets: list[Ticket]) -> list[Ticket]:
    """The tickets, each with the order that has its coupon."""
    numbers = {one.issued.used_for: one for one in tickets if one.issued and one.issued.used_for}
    pks = [name.partition(":")[2] for name in numbers if name.startswith("order:")]
    orders = {f"order:{order.pk}": order for order in Order.objects.filter(pk__in=pks)} if pks else {}
    for ticket in tickets:
        ticket.order = orders.get(ticket.issued.used_for) if ticket.issued else None
    return tickets
