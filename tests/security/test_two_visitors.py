"""Several people walk the whole shop one after another; nothing of one is in what another is shown.

Each has words of their own (name, address, phone, order, a piece that only their bag still knows), and
the cache is shared by all, as it is in a running shop.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from catalog.products.models import Product
from members.accounts.models import User
from orders.orders import access
from orders.orders.models import Order
from orders.pickup import services as pickups
from orders.returns.models import Return
from orders.stores.models import Store
from payments.attempts.models import Payment
from tests import factories
from tests.security.test_access_matrix import patterns

pytestmark = pytest.mark.django_db

#: Shown to whoever runs a demo, and nowhere else: messages to all.
DEMO_ONLY = "demo/outbox/"
FRACTIONS = re.compile(r"(?<=:\d\d)\.\d+")


@dataclass
class Walker:
    """Someone with words of their own, and the browser they use."""

    name: str
    client: Client
    words: dict[str, str] = field(default_factory=dict)
    numbers: list[str] = field(default_factory=list)
    pickup: int = 0

    def found_in(self, text: str) -> list[str]:
        """Which of the words are there; the fractions of a second hold any four digits now and then."""
        text = FRACTIONS.sub("", text)
        return [what for what, word in self.words.items() if word in text]


def member(name: str, phone: str, house: Store) -> Walker:
    email = f"{name.lower()}@{name.lower()}.example"
    user = factories.member(name=f"{name} Marker", email=email)
    walker = Walker(name, Client())
    walker.client.force_login(user)
    walker.words = {"e-mail": email}
    _buy(walker, phone, house, user)
    factories.cart((_secret_piece(name, house), 1, house), user=user)
    _hide(name)
    return walker


def guest(name: str, phone: str, house: Store) -> Walker:
    walker = Walker(name, Client())
    _buy(walker, phone, house, None)
    for order in Order.objects.filter(number__in=walker.numbers):
        walker.client.get(reverse("order-link", args=[order.number, access.link_key(order)]))
    form = {"variant": _secret_piece(name, house).pk, "quantity": 1, "way": "pickup", "store": house.code}
    walker.client.post("/bag/lines/", form | {"next": "bag"})
    walker.client.get("/bag/")  # which says what was added, once
    _hide(name)
    return walker


def _buy(walker: Walker, phone: str, house: Store, user: User | None) -> None:
    """One order that is paid and collected, one that is sent; what they say is the walker's own."""
    name = walker.name
    told = {"name": f"{name} Marker", "phone": phone, "street": f"{name} Lane 11"}
    piece = factories.variant(stock={house: 9})
    collected = factories.order(at=house, user=user, variant=piece, **told)
    sent = factories.order(way="ship", at=house, user=user, variant=piece, **told)
    drawn = pickups.prepare(order=collected)[0]
    walker.pickup, walker.numbers = drawn.pk, [collected.number, sent.number]
    walker.words |= {
        "name": f"{name} Marker",
        "phone": phone[-4:],
        "street": f"{name} Lane",
        "order": collected.number,
        "other order": sent.number,
        "code": drawn.spoken,
        "piece in the bag": f"Piece of {name}",
        "why": f"Seam of {name}",
    }
    Return.objects.create(
        order=collected, number=f"{collected.number}-R1", key="one", kind=Return.Kind.REFUND, amount=1,
        currency=collected.currency, reason="faulty", back=Return.Back.STORE, store=house,
        note=f"Seam of {name}",
    )  # fmt: skip


def _secret_piece(name: str, house: Store):
    piece = factories.product(title=f"Piece of {name}", handle=f"piece-{name.lower()}")
    return factories.variant(product=piece, stock={house: 5})


def _hide(name: str) -> None:
    """The piece is no longer on sale: only bags still name it."""
    Product.objects.filter(title=f"Piece of {name}").update(status="archived")


@pytest.fixture
def house() -> Store:
    factories.zone()
    return factories.store(name="Wukang Road")


@pytest.fixture
def walkers(house) -> list[Walker]:
    return [
        member("Aurelia", "+8613811117391", house),
        member("Berenike", "+8613822228264", house),
        guest("Gwendolyn", "+8613833339157", house),
    ]


def addresses(walkers: list[Walker], house: Store) -> Iterator[str]:
    """Every address a shopper may open, with everybody's numbers put in where a number stands."""
    for route, _space, one in patterns(get_resolver().url_patterns):
        if route.startswith(("admin/", "staff/", "payments/", "brand/", "media/")) or route == DEMO_ONLY:
            continue
        names = set(one.pattern.converters)
        known = {
            "code": house.code,
            "handle": Product.objects.on_sale().first().handle,
            "token": "x",
            "secret": "x",
            "key": "x",
            "section": "places",
            "language": "tlh",
            "purpose": "nothing",
            "document": "INV-2026-000000",
            "line": 1,
            "kind": "phone",
        }
        for walker in walkers if "number" in names else walkers[:1]:
            for number in walker.numbers:
                told = known | {"number": number, "pk": walker.pickup, "back": f"{number}-R1"}
                if "payment" in names:
                    order = Order.objects.get(number=number)
                    told["payment"] = Payment.objects.get(reference=order.reference).number
                yield reverse(one.name, kwargs={name: told[name] for name in names})


def walk(client: Client, paths: list[str]) -> Iterator[tuple[str, str, str]]:
    """(path, all that was said, what may be kept) of each page."""
    for path in paths:
        got = client.get(path)
        body = b"".join(got.streaming_content) if got.streaming else got.content
        said = body.decode(errors="replace") + "".join(
            f"\n{name}: {value}" for name, value in got.items() if name != "ETag"
        )
        yield path, said, got.get("Cache-Control", "")


def page(said: str) -> str:
    """The page without what is drawn anew for every request."""
    body = said.partition("\nContent-Type: ")[0]
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", body)


def foreign(said: str, who: Walker | None, walkers: list[Walker], path: str) -> list[str]:
    """Words of others in what this visitor was shown; the address itself is not counted."""
    said = said.replace(path, "").replace(path.upper(), "")
    return [
        f"{other.name}'s {what}" for other in walkers if other is not who for what in other.found_in(said)
    ]


def test_nobody_is_shown_what_is_anothers_and_what_is_personal_is_kept_by_nobody(walkers, house):
    paths = sorted(set(addresses(walkers, house)))
    stranger = Client()
    rounds = [*[(one, one.client) for one in walkers], (None, stranger), (walkers[0], walkers[0].client)]
    leaks, kept, seen = [], [], {one.name: set() for one in walkers}
    for who, client in rounds:
        for path, said, keeping in walk(client, paths):
            leaks += [
                f"{path} shows {who and who.name}: {word}" for word in foreign(said, who, walkers, path)
            ]
            own = who.found_in(said) if who else []
            if own and not {"private", "no-store"} <= set(re.split(r"[,\s]+", keeping)):
                kept.append(f"{path} tells {own} and may be kept: {keeping!r}")
            if who:
                seen[who.name] |= set(own)
    assert not leaks, "\n".join(leaks)
    assert not kept, "\n".join(kept)
    for one in walkers:  # the walk has seen what it guards
        assert seen[one.name] == set(one.words), one.name


def test_who_signed_out_is_a_stranger_in_the_same_browser(walkers, house):
    who = walkers[0]
    paths = sorted(set(addresses(walkers, house)))
    list(walk(who.client, paths))
    who.client.post("/sign-out/")
    again = walk(who.client, paths)
    leaks = [leak for path, said, _keeping in again for leak in foreign(said, None, walkers, path)]
    assert not leaks, "\n".join(leaks)


def test_who_signs_in_after_another_in_one_browser_finds_only_their_own(walkers, house):
    first, second = walkers[:2]
    paths = sorted(set(addresses(walkers, house)))
    list(walk(first.client, paths))
    first.client.post("/sign-out/")
    first.client.force_login(User.objects.get(email=second.words["e-mail"]))
    again = walk(first.client, paths)
    leaks = [leak for path, said, _keeping in again for leak in foreign(said, second, walkers, path)]
    assert not leaks, "\n".join(leaks)


def test_a_page_that_differs_for_a_visitor_may_not_be_kept_for_others(walkers, house):
    """A shared cache would serve one visitor's bag count, name or language to the next."""
    paths = [path for path in sorted(set(addresses(walkers, house))) if "/orders/" not in path]
    stranger = {path: page(said) for path, said, _keeping in walk(Client(), paths)}
    shared = [
        f"{path} differs for {one.name} and is {keeping!r}"
        for one in walkers
        for path, said, keeping in walk(one.client, paths)
        if page(said) != stranger[path] and not {"private", "no-store"} & set(re.split(r"[,\s]+", keeping))
    ]
    assert not shared, "\n".join(shared)
