"""What the checkout page shows, in the shopper's words."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from members.addresses.models import Address
from minishop.templatetags.shop import money, pieces
from orders.bagcoupons import changes as coupons
from orders.carts import showing as bag_showing
from orders.carts.bag import Contents
from orders.carts.models import Way
from orders.carts.parcels import Bag
from orders.checkout import rules
from orders.checkout.forms import CheckoutForm
from orders.checkout.services import differences
from orders.checkout.values import Difference
from orders.fulfilment.models import ShippingAddress
from orders.orders.models import Order
from orders.shipping.provinces import PROVINCES
from orders.shipping.services import NoDelivery
from orders.stores import words
from orders.stores.models import Store


def has_something(contents: Contents) -> bool:
    """Whether some piece of the bag can be had, this way or another."""
    return any(contents.collectable().values()) or bool(contents.bag().ready)


def initial(contents: Contents, user: Any, book: Sequence[Address] = ()) -> dict[str, Any]:
    """What the bag says of the way, the house that has most of it, the first address of the member's book,
    and without a book what the person typed last time. Whoever never ordered is called as in the book."""
    kinds = {(line.way, line.store) for line in contents.lines}
    way, house = next(iter(kinds)) if len(kinds) == 1 else ("both", None)
    house = house or _fullest(contents)
    told = {"way": way, "store": house.code if house else "", "saved": str(book[0].pk) if book else ""}
    told |= last_time(user, with_address=not book) if user.is_authenticated else {}
    for first in book[:1]:
        told |= {"name": told["name"] or first.name, "phone": told["phone"] or first.called_at}
    return told


def _fullest(contents: Contents) -> Store | None:
    """The house with most of the bag's pieces, the first of equals."""
    there = contents.collectable()
    return max(contents.houses, key=lambda house: there[house.pk], default=None)


def last_time(user: Any, *, with_address: bool = True) -> dict[str, Any]:
    """Contact and address of the member's last order, or what the account knows."""
    told = {"name": user.name, "phone": user.phone or "", "email": user.email or ""}
    order = Order.objects.of(user).order_by("-placed_at").first()
    if order:
        told = {"name": order.contact_name, "phone": order.contact_phone, "email": order.contact_email}
    if not with_address:
        return told
    address = (
        ShippingAddress.objects.filter(fulfilment__order__user=user).order_by("-created_at", "-pk").first()
    )
    kept = ("province", "city", "district", "street")
    return told | ({name: getattr(address, name) for name in kept} if address else {})


def page(
    contents: Contents, key: str, form: CheckoutForm, changes: list[Difference] | None = None
) -> dict[str, Any]:
    """The form with what there is to pay for the way chosen in it."""
    told = asked(contents, form)
    bag = read(contents, form, **told)
    now = timezone.now()
    return {
        "form": form,
        "bag": bag,
        "key": key,
        "sums": bag_showing.sums(bag),
        "notices": notices(bag, form, changes, contents.user_id),
        "coupons_used": coupons.keys(bag.quote.plan),
        "way": form["way"].value(),
        "store": form["store"].value(),
        "ways": ways(contents, told["province"], now),
        "houses": houses(contents, now),
        "digest": bag.quote.digest,
        "rules": rules.of(bag),
        "has_sealed": rules.has_sealed(bag),
    }


def notices(bag: Bag, form: CheckoutForm, changes: list[Difference] | None, owner: int | None) -> list[str]:
    """What is not as it was shown: coupons first, for they are why the total is another."""
    said = [sentence(difference) for difference in changes or seen(bag)]
    if not changes:
        return said
    return [*coupons.sentences(str(form["coupons"].value() or ""), bag.quote.plan, owner), *said]


def asked(contents: Contents, form: CheckoutForm) -> dict[str, Any]:
    """The way, house and province in the form, valid or not yet."""
    way, code = form["way"].value(), form["store"].value()
    store = next((house for house in contents.houses if house.code == code), None)
    province = form.province_asked
    return {
        "way": way if way in set(Way.values) else "",
        "store": store if way == Way.PICKUP else None,
        "province": province if province in PROVINCES else "",
    }


def wanted(contents: Contents, form: CheckoutForm) -> Bag:
    """The bag, the way chosen in the form."""
    return read(contents, form, **asked(contents, form))


def read(contents: Contents, form: CheckoutForm, *, way: str, store: Store | None, province: str) -> Bag:
    """The bag for that way; where nothing is sent there, the form says so and the price is the country's."""
    try:
        return contents.bag(way=way, store=store, province=province)
    except NoDelivery:
        if form.is_bound and "province" not in form.errors:
            form.add_error("province", _("We can’t send there yet. You can collect it at a house."))
        return contents.bag(way=way, store=store)


def seen(bag: Bag) -> list[Difference]:
    """What changed since the shopper saw the bag, before anything was accepted."""
    return [difference for difference in differences(bag) if difference.kind != "total"]


def sentence(difference: Difference) -> str:
    """A difference in words."""
    told = {"piece": difference.title, "before": difference.before, "after": difference.after}
    if difference.kind in {"price", "total"}:
        told |= {name: money(told[name]) for name in ("before", "after")}
    said = {
        "price": _("%(piece)s is now %(after)s, it was %(before)s."),
        "fewer": _("Of %(piece)s only %(after)s can be had now, not %(before)s."),
        "gone": _("%(piece)s can’t be had this way just now and stays in your bag."),
        "late": _("%(after)s × %(piece)s: none left just now, sent once it is back."),
        "total": _("The total is now %(after)s."),
        "own": _("Points or a coupon were just used elsewhere. Please look over what there is to pay."),
    }
    return said[difference.kind] % told


def ways(contents: Contents, province: str, now: Any) -> list[dict[str, str]]:
    """The ways offered, each with when and how much."""
    rows = [_sent(contents, province, now), _collected(contents, now)]
    arranged = contents.bag()
    if len(arranged.parcels) > 1:
        rows.append(_both(arranged))
    return rows


def _sent(contents: Contents, province: str, now: Any) -> dict[str, str]:
    title = _("Deliver everything")
    try:
        bag = contents.bag(way=Way.SHIP, province=province)
    except NoDelivery:
        return _way("ship", "van", title, _("Not to this address yet"))
    delivery = contents.delivery(bag, province)
    if any(parcel.is_late for parcel in bag.parcels):
        return _way("ship", "van", title, _("When all of it is here, %(price)s") % {"price": _price(bag)})
    told = {"day": words.day(now + timedelta(days=delivery.days if delivery else 0)), "price": _price(bag)}
    return _way("ship", "van", title, _("%(day)s, %(price)s") % told if delivery else "")


def _collected(contents: Contents, now: Any) -> dict[str, str]:
    house = _fullest(contents)
    told = {"house": house.t.name, "when": words.ready(house, now)} if house else {}
    said = _("%(house)s, %(when)s, free") % told if told else ""
    return _way("pickup", "pin", _("Collect everything"), said)


def _both(bag: Bag) -> dict[str, str]:
    sent = sum(parcel.quantity for parcel in bag.parcels if parcel.way == Way.SHIP)
    told = {"sent": pieces(sent), "collected": pieces(bag.quantity - sent), "price": _price(bag)}
    said = (
        _("%(sent)s delivered (%(price)s), %(collected)s to collect")
        if sent
        else _("%(collected)s to collect")
    )
    return _way("both", "bag", _("As arranged in the bag"), said % told)


def _way(value: str, icon: str, title: str, said: str) -> dict[str, str]:
    ids = {"ship": "way-ship", "pickup": "way-pick", "both": "way-both"}
    return {"value": value, "id": ids[value], "icon": icon, "title": title, "words": said}


def _price(bag: Bag) -> str:
    return money(bag.quote.shipping_total) if bag.quote.shipping_total else _("free")


def houses(contents: Contents, now: Any) -> list[tuple[Store, str, int, int]]:
    """Each house, when it is ready there, and how many of the bag's pieces it has."""
    there = contents.collectable()
    total = sum(line.quantity for line in contents.lines if line.variant.is_shippable)
    return [(house, words.ready(house, now), there[house.pk], total) for house in contents.houses]
