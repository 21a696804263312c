"""Verbs of the bag. A guest's bag is known by its token; signed in, it joins the member's, lazily.

Every verb holds the bag's lock, as placing an order does: what is put in meanwhile is ordered or stays.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Least, Now
from django.http import HttpRequest, HttpResponse

from catalog.products.models import Variant
from orders.carts.models import CannotBeBought, Cart, CartLine, Way
from orders.club import of_bag as clubs
from orders.rewards.models import Reward
from orders.stores.models import Store

COOKIE = "bag"
COOKIE_AGE = 60 * 60 * 24 * 90
#: Pieces of one line at most.
MOST = 99


def open_cart(request: HttpRequest) -> Cart | None:
    """The visitor's bag, a guest's one having joined the member's; None until something is in it."""
    guest = Cart.objects.filter(token=_token(request), user=None).first()
    user = request.user
    if not user.is_authenticated:
        return guest
    own = Cart.objects.filter(user=user.pk).first()
    return merge(guest=guest, user=user, own=own) if guest else own


def start_cart(request: HttpRequest) -> Cart:
    """The visitor's bag, made if there was none."""
    if cart := open_cart(request):
        return cart
    if request.user.is_authenticated:
        return Cart.objects.get_or_create(user=request.user)[0]
    return Cart.objects.create()


def remember(request: HttpRequest, response: HttpResponse, cart: Cart | None) -> None:
    """A guest's browser keeps the token; a member's needs none."""
    if cart and cart.user_id is None:
        secure = request.is_secure()
        response.set_cookie(COOKIE, cart.token, COOKIE_AGE, httponly=True, samesite="Lax", secure=secure)
    elif COOKIE in request.COOKIES and request.user.is_authenticated:
        response.delete_cookie(COOKIE, samesite="Lax")


@transaction.atomic
def merge(*, guest: Cart, user: Any, own: Cart | None) -> Cart:
    """All lines and codes lie in the member's bag, the same pieces counted together; the guest's is gone."""
    own = own or Cart.objects.get_or_create(user=user)[0]
    locked = Cart.objects.select_for_update().filter(pk__in=[guest.pk, own.pk]).order_by("pk")
    if guest.pk not in {cart.pk for cart in locked}:
        return own
    for line in guest.lines.select_related("variant", "store", "reward"):
        _put(own, line, line.quantity)
    known = own.coupons.exclude(code="").values("code")
    guest.coupons.exclude(code="").exclude(code__in=known).update(cart=own)
    guest.delete()
    return own


@transaction.atomic
def add(
    *, cart: Cart, variant: Variant, quantity: int = 1, way: str = Way.SHIP, store: Store | None = None,
    choices: dict[str, Any] | None = None, seen_price: Decimal | None = None, reward: Reward | None = None,
) -> CartLine:  # fmt: skip
    """So many more pieces lie in the bag, together with the same pieces going the same way.

    What is had for points, on the terms of a `reward`, lies apart from the same piece for money.

    Raises:
        CannotBeBought: the variant or its product is not on sale, or the bag has joined another.
    """
    if not (variant.is_on_sale and clubs.may_buy(cart, variant.product)):
        raise CannotBeBought(variant)
    if not _held(cart):
        raise CannotBeBought(variant)
    told = {"choices": choices or {}, "seen_price": seen_price, "reward": reward}
    return _put(cart, CartLine(variant=variant, way=way, store=store, **told), quantity)


@transaction.atomic
def change(*, cart: Cart, line_id: int, quantity: int) -> None:
    """The line has so many pieces; none at all takes it out."""
    _held(cart)
    line = cart.lines.filter(pk=line_id)
    if quantity > 0:
        line.update(quantity=min(quantity, MOST))
    else:
        line.delete()


@transaction.atomic
def send(*, cart: Cart, line_ids: Iterable[int], way: str, store: Store | None = None) -> None:
    """The lines travel that way, joined with the same pieces that already do."""
    _held(cart)
    lines = cart.lines.select_for_update(of=("self",)).select_related("variant", "store", "reward")
    for line in lines.filter(pk__in=list(line_ids)).order_by("pk"):
        if (line.way, line.store) != (way, store):
            line.delete()
            line.way, line.store = way, store
            _put(cart, line, line.quantity)


@transaction.atomic
def remove(*, cart: Cart, line_id: int) -> dict[str, Any] | None:
    """The line is out of the bag; returns what `restore` needs to put it back."""
    _held(cart)
    line = cart.lines.filter(pk=line_id).select_related("variant__product").first()
    if line is None:
        return None
    line.delete()
    kept = ("variant_id", "quantity", "way", "store_id", "choices", "reward_id")
    return {"title": line.variant.product.t.title, **{name: getattr(line, name) for name in kept}}


def restore(*, cart: Cart, removed: dict[str, Any]) -> None:
    """What was removed is back, unless it can no longer be bought.

    Raises:
        CannotBeBought: as `add`.
    """
    variant = Variant.objects.select_related("product").filter(pk=removed["variant_id"]).first()
    store = Store.objects.filter(pk=removed["store_id"]).first()
    if variant:
        add(
            cart=cart, variant=variant, quantity=removed["quantity"], way=removed["way"],
            store=store, choices=removed["choices"],
            reward=Reward.objects.filter(pk=removed.get("reward_id") or 0).first(),
        )  # fmt: skip


def saw(*, lines: Iterable[CartLine], prices: dict[int, Decimal]) -> None:
    """Each line remembers the price its shopper was shown."""
    news = [
        CartLine(pk=line.pk, seen_price=prices[line.pk])
        for line in lines
        if line.pk in prices and line.seen_price != prices[line.pk]
    ]
    if news:
        CartLine.objects.bulk_update(news, ["seen_price"])


def count(cart: Cart | None) -> int:
    """Pieces in the bag."""
    return (cart.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0) if cart else 0


def pieces(request: HttpRequest) -> int:
    """Pieces the visitor's bag would show, in one query; a guest's bag that waits to be merged counts."""
    mine = Q(cart__token=_token(request), cart__user=None)
    if request.user.is_authenticated:
        mine |= Q(cart__user=request.user)
    return CartLine.objects.filter(mine).aggregate(pieces=Sum("quantity"))["pieces"] or 0


def abandoned(*, days: int = 0) -> QuerySet[Cart]:
    """Guests' bags that nobody changed since their cookie ran out, so many days ago at least."""
    return Cart.objects.filter(user=None, updated_at__lt=Now() - timedelta(seconds=COOKIE_AGE, days=days))


@transaction.atomic
def forget() -> int:
    """Guests' bags left behind are gone with all that lay in them; how many there were."""
    left = list(abandoned().select_for_update(skip_locked=True).values_list("pk", flat=True))
    Cart.objects.filter(pk__in=left).delete()
    return len(left)


def _held(cart: Cart) -> bool:
    """Whether the bag still is, its row now locked; the lines of one that is gone went with it."""
    return Cart.objects.filter(pk=cart.pk).update(updated_at=Now()) == 1


def _token(request: HttpRequest) -> str:
    """The token in the visitor's cookie, as a column can hold it; "-" is nobody's."""
    return request.COOKIES.get(COOKIE, "").replace("\0", "") or "-"


def _put(cart: Cart, wanted: CartLine, quantity: int) -> CartLine:
    """The bag has so many more pieces of what the given line says, in a line of its own rows."""
    choices = json.dumps(wanted.choices, sort_keys=True).encode()
    line, is_new = cart.lines.get_or_create(
        variant=wanted.variant,
        way=wanted.way,
        store=wanted.store if wanted.way == Way.PICKUP else None,
        choices_key=hashlib.sha256(choices).hexdigest() if wanted.choices else "",
        reward=wanted.reward,
        defaults={
            "quantity": min(quantity, MOST),
            "choices": wanted.choices,
            "seen_price": wanted.seen_price,
        },
    )
    if not is_new:
        cart.lines.filter(pk=line.pk).update(quantity=Least(F("quantity") + quantity, MOST))
        line.refresh_from_db(fields=["quantity"])
    return line
