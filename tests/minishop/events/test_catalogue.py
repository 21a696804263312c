"""Every event is either told to others, with words and an example, or said to stay inside."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from members.lots import books
from minishop import events
from minishop.api.fields import money
from minishop.events import catalogue
from minishop.events.models import Event
from orders.fulfilment import services as fulfilment
from orders.shipments import services as shipments
from orders.told import AN_ORDER
from payments.attempts.models import Payment
from payments.refunds import services as refunds
from tests import factories, house

NAME = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
KNOWN = {name for name, _ in catalogue.announcements} | catalogue.inside


def is_log(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and getattr(node.func.value, "id", "") == "log"


def names(*nodes: ast.AST) -> Iterator[str]:
    for node in nodes:
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and NAME.fullmatch(part.value):
                yield part.value


def emitted(path: Path) -> Iterator[str]:
    """Names given to `emit`, to `event=`, or to a variable of that name."""
    for node in ast.walk(house.tree(path)):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield from names(*node.args[:1]) if called == "emit" else ()
            yield from names(*(word.value for word in node.keywords if word.arg == "event"))
        elif isinstance(node, ast.Assign) and "event" in {getattr(to, "id", "") for to in node.targets}:
            yield from names(node.value)


def spoken(path: Path) -> Iterator[str]:
    """Every text of the module that looks like an event's name, except what only the log hears.

    Serializers say in the same way where a field is read.
    """
    calls = [node for node in ast.walk(house.tree(path)) if isinstance(node, ast.Call)]
    logged = {name for node in calls if is_log(node) for name in names(node)}
    fields = [word.value for node in calls for word in node.keywords if word.arg in ("source", "currency")]
    logged |= set(names(*fields))
    return (name for name in names(house.tree(path)) if name not in logged)


def code() -> list[Path]:
    return [path for path in house.modules(*house.DEPARTMENTS, house.KERNEL) if path.name != "told.py"]


def test_every_event_of_the_code_is_catalogued():
    found = {name for path in code() for name in emitted(path)}
    assert found, "the code emits something"
    assert found - KNOWN == set()


def test_names_that_reach_emit_by_a_detour_are_catalogued_too():
    """Tables of moves and arguments carry names as well: whatever begins as an event does has to be one."""
    subjects = {name.partition(".")[0] for name in KNOWN}
    found = {
        name: str(path) for path in code() for name in spoken(path) if name.partition(".")[0] in subjects
    }
    unknown = {name: path for name, path in found.items() if name not in KNOWN | NO_EVENTS}
    assert unknown == {}


#: What only the log hears, through a loop that is given the name; and a message that no event is behind.
NO_EVENTS = {"order.completion_failed", "order.expiry_failed", "payment.settlement_failed", "webhook.test"}
#: What entries of store credit are called in the books.
NO_EVENTS |= {
    f"credit.{kind}" for kind in ("issued", "held", "released", "spent", "given_back", "lapsed", "merged")
}
#: And those of points; `points.settled` and the like are events as well.
NO_EVENTS |= {*books.AGAINST, books.MERGED}
#: What only the log hears of a sweep.
NO_EVENTS |= {"occasion.giving_failed", "points.reminding_failed", "points.settling_failed"}


def test_nothing_is_catalogued_that_is_never_emitted():
    found = {name for path in code() for name in (*spoken(path), *emitted(path))}
    assert KNOWN - found == set()


def test_no_event_is_both():
    assert {name for name, _ in catalogue.announcements} & catalogue.inside == set()


@pytest.mark.parametrize("name", [name for name, _ in catalogue.announcements])
def test_each_has_words_and_an_example_that_is_json(name):
    told = catalogue.announcements[name]
    assert str(told.words).endswith(".")
    assert json.loads(json.dumps(told.example)) == told.example


@pytest.mark.django_db
def test_what_is_told_has_the_shape_of_its_example_and_no_contact_data():
    """A parcel from bag to door, then its money back: each public event on the way."""
    who = factories.member(email="wen@moon.example", name="Wen Li")
    order = factories.order(way="ship", user=who, email="wen@moon.example")
    parcel = order.fulfilments.get()
    fulfilment.ready(fulfilment=parcel)
    shipments.send(fulfilment=parcel, carrier="SF", tracking="SF1")
    refunds.refund(payment=Payment.objects.get(), amount=order.total, reference="r1")
    events.emit("member.joined", subject=who)
    told = {
        event.name: json.loads(json.dumps(catalogue.payload(event), cls=DjangoJSONEncoder))
        for event in Event.objects.filter(name__in=[name for name, _ in catalogue.announcements])
    }
    assert {
        "order.placed",
        "order.paid",
        "fulfilment.shipped",
        "refund.requested",
        "price.changed",
    } <= told.keys()
    for name, data in told.items():
        assert data.keys() == catalogue.announcements[name].example.keys(), name
    said = json.dumps(told, ensure_ascii=False)
    assert not [secret for secret in ("moon.example", "Wen", "13800138000", "Huaihai") if secret in said]
    assert told["order.paid"]["total"] == money(order.total, order.currency)
    assert told["order.paid"]["lines"][0].keys() == AN_ORDER["lines"][0].keys()


@pytest.mark.django_db
def test_of_what_is_gone_the_name_alone_is_told():
    product = factories.product()
    event = events.emit("product.changed", subject=product)
    subject = event.subject
    product.delete()
    assert catalogue.payload(event) == {"subject": subject, "is_gone": True}
