"""What the checkout page shows, in the shopper's words."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from minishop.templatetags.shop import money, pieces
from orders.carts import bag as bags
from orders.carts import showing as bag_showing
from orders.carts.bag import Bag
from orders.carts.models import Cart, Way
from orders.checkout.forms import CheckoutForm
from orders.checkout.services import differences
from orders.checkout.values import Difference
from orders.fulfilment.models import ShippingAddress
from orders.orders.models import Order
from orders.shipping.services import NoDelivery
from orders.stores import words
from orders.stores.models import Store


def initial(cart: Cart, user: Any) -> dict[str, Any]:
    """What the bag says of the way, the house that has most of it, and what the person typed last time."""
    kinds = set(cart.lines.values_list("way", "store__code"))
    way, house = next(iter(kinds)) if len(kinds) == 1 else ("both", None)
    told = {"way": way, "store": house or _fullest(cart)}
    return told | (last_time(user) if user.is_authenticated else {})


def _fullest(cart: Cart) -> str:
    """The house with most of the bag's pieces, the first of equals."""
    there = bags.collectable(cart)
    stores = Store.objects.for_pickup()
    return max(stores, key=lambda store: there.get(store.pk, 0)).code if stores else ""


def last_time(user: Any) -> dict[str, Any]:
    """Contact and address of the member's last order, or what the account knows."""
    told = {"name": user.name, "phone": user.phone or "", "email": user.email or ""}
    order = Order.objects.of(user).order_by("-placed_at").first()
    if order:
        told = {"name": order.contact_name, "phone": order.contact_phone, "email": order.contact_email}
    address = (
        ShippingAddress.objects.filter(fulfilment__order__user=user).order_by("-created_at", "-pk").first()
    )
    kept = ("province", "city", "district", "street")
    return told | ({name: getattr(address, name) for name in kept} if address else {})


def page(cart: Cart, form: CheckoutForm, changes: list[Difference] | None = None) -> dict[str, Any]:
    """The form with what there is to pay for the way chosen in it."""
    asked = _asked(form)
    bag = read(cart, form, **asked)
    now = timezone.now()
    return {
        "form": form,
        "bag": bag,
        "key": cart.checkout_key,
        "sums": bag_showing.sums(bag),
        "notices": [sentence(difference) for difference in changes or seen(bag)],
        "way": form["way"].value(),
        "store": form["store"].value(),
        "ways": ways(cart, asked["province"], now),
        "houses": houses(cart, now),
        "digest": bag.quote.digest,
    }


def _asked(form: CheckoutForm) -> dict[str, Any]:
    """The way, house and province in the form, valid or not yet."""
    way = form["way"].value()
    store = Store.objects.for_pickup().filter(code=form["store"].value() or "").first()
    province = form["province"].value() or ""
    known = {choice for choice, _name in form.fields["province"].choices}  # type: ignore[attr-defined]
    return {
        "way": way if way in set(Way.values) else "",
        "store": store if way == Way.PICKUP else None,
        "province": province if province in known else "",
    }


def read(cart: Cart, form: CheckoutForm, *, way: str, store: Store | None, province: str) -> Bag:
    """The bag for that way; where nothing is sent there, the form says so and the price is the country's."""
    try:
        return bags.read(cart, way=way, store=store, province=province)
    except NoDelivery:
        if form.is_bound and "province" not in form.errors:
            form.add_error("province", _("We can’t send there yet. You can collect it at a house."))
        return bags.read(cart, way=way, store=store)


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
        "total": _("The total is now %(after)s."),
    }
    return said[difference.kind] % told


def ways(cart: Cart, province: str, now: Any) -> list[dict[str, str]]:
    """The ways offered, each with when and how much."""
    rows = [_sent(cart, province, now), _collected(now)]
    arranged = bags.read(cart)
    if len(arranged.parcels) > 1:
        rows.append(_both(arranged))
    return rows


def _sent(cart: Cart, province: str, now: Any) -> dict[str, str]:
    try:
        bag = bags.read(cart, way=Way.SHIP, province=province)
    except NoDelivery:
        bag = bags.read(cart, way=Way.SHIP)
    delivery = bag_showing.delivery_of(bag, province)
    if delivery is None:
        return _way("ship", "van", _("Deliver everything"), _("Not to this address yet"))
    told = {"day": words.day(now + timedelta(days=delivery.days)), "price": _price(bag)}
    return _way("ship", "van", _("Deliver everything"), _("%(day)s, %(price)s") % told)


def _collected(now: Any) -> dict[str, str]:
    first = Store.objects.for_pickup().first()
    told = (
        _("%(house)s, %(when)s, free") % {"house": first.t.name, "when": words.ready(first, now)}
        if first
        else ""
    )
    return _way("pickup", "pin", _("Collect everything"), told)


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


def houses(cart: Cart, now: Any) -> list[tuple[Store, str, int, int]]:
    """Each house, when it is ready there, and how many of the bag's pieces it has."""
    there = bags.collectable(cart)
    total = sum(cart.lines.filter(variant__is_shippable=True).values_list("quantity", flat=True))
    return [
        (store, words.ready(store, now), there.get(store.pk, 0), total)
        for store in Store.objects.for_pickup()
    ]
