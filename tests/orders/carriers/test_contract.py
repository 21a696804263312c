"""What every carrier promises the core."""

from dataclasses import replace

import pytest
from django.db import transaction

from minishop import outside
from orders.carriers import registry
from orders.carriers.base import Carrier, CarrierError, Parcel, Piece, Place, Refused, Status
from payments.attempts.models import new_number
from tests import factories

pytestmark = pytest.mark.django_db
EVERY = sorted(registry.enabled())
every = pytest.mark.parametrize("carrier", [registry.get(code) for code in EVERY], ids=EVERY)


@pytest.fixture
def parcel() -> Parcel:
    factories.zone()
    return Parcel(
        number=new_number("S"),
        sender=Place("Lune & Loom", city="Shanghai", street="376 Wukang Road"),
        to=Place("李文", "13800138000", province="Shanghai", city="Shanghai", street="淮海中路88号"),
        grams=900,
        pieces=(Piece("Arc Bag, Plum", 1),),
        tracking="SF1",
    )


def test_both_of_a_demo_are_tried_here():
    assert EVERY == ["manual", "sandbox"]


@every
def test_it_is_a_carrier_with_a_name(carrier):
    assert isinstance(carrier.inner, Carrier)
    assert str(carrier.label)


@every
def test_it_says_what_it_asks_for(carrier, parcel):
    rates = carrier.rates(parcel)
    assert rates
    assert all(rate.money.amount >= 0 and rate.money.currency == "CNY" for rate in rates)
    assert [rate.money.amount for rate in rates] == sorted(rate.money.amount for rate in rates)


@every
def test_a_repeated_number_is_the_same_parcel_and_has_its_label(carrier, parcel):
    first, second = carrier.book(parcel), carrier.book(parcel)
    assert first.tracking == second.tracking != ""
    assert first.label[:5] == second.label[:5] == b"%PDF-"
    assert first.price == second.price


@every
def test_a_parcel_it_does_not_know_may_be_voided_and_says_nothing(carrier, parcel):
    carrier.void(parcel)
    assert carrier.track(parcel) == []


@every
def test_a_voided_parcel_says_nothing_more(carrier, parcel):
    carrier.book(parcel)
    carrier.void(parcel)
    assert carrier.track(parcel) == []


@every
def test_what_it_says_has_a_status_of_ours_and_names_each_moment_once(carrier, parcel):
    carrier.book(parcel)
    told = carrier.track(parcel)
    assert {one.status for one in told} <= set(Status)
    assert len({one.key for one in told}) == len(told)


@every
@pytest.mark.parametrize("call", ["rates", "book", "void", "track"])
def test_it_is_never_called_inside_a_transaction(carrier, parcel, call, watch):
    with transaction.atomic(), pytest.raises(outside.CalledInTransaction):
        getattr(carrier, call)(parcel)
    assert len(watch.inside) == 1
    watch.inside.clear()  # it was seen, and refused


@pytest.mark.parametrize(
    "flaw",
    [{"to": Place("Wen", street="1 Nowhere Lane")}, {"grams": 31_000}, {"service": "rocket"}],
    ids=["address", "weight", "service"],
)
def test_the_sandbox_refuses_for_good_what_it_cannot_take(parcel, flaw):
    carrier = registry.get("sandbox")
    for call in (carrier.rates, carrier.book):
        with pytest.raises(Refused) as refusal:
            call(replace(parcel, **flaw))
        assert refusal.value.code


def test_by_hand_nothing_goes_where_our_table_has_no_price(parcel):
    from orders.shipping.models import ShippingZone

    ShippingZone.objects.all().delete()
    with pytest.raises(CarrierError):
        registry.get("manual").rates(parcel)
