from decimal import Decimal

import pytest

from minishop.events.models import Event
from minishop.states import IllegalMove
from orders.returns import services as returns
from orders.returns.models import NeedsWords, SamePerson, WrongAmount
from orders.shipments import services as shipments
from tests import factories
from tests.orders.returns import asking
from tests.orders.returns.asking import ask, ask_before, counters, sent, untouched

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand(settings):
    asking.decided_by_hand(settings)


@pytest.fixture
def clerk():
    return factories.staff("admin")


def test_staff_agree_and_the_pieces_are_awaited(clerk):
    row = ask(sent(pieces=1))

    row = returns.agree(request=row, answer="With pleasure", actor=clerk)

    assert (row.state, row.agreed_amount, row.agreed_by) == ("awaited", 238, clerk)
    assert (row.goods_by - row.agreed_at).days == 10
    assert Event.objects.get(name="return.agreed").actor == clerk
    assert asking.back() == []


def test_agreed_twice_it_is_agreed_once(clerk):
    row = ask(sent(pieces=1))

    for who in (clerk, factories.staff("admin")):
        row = returns.agree(request=row, actor=who)

    assert row.agreed_by == clerk
    assert Event.objects.filter(name="return.agreed").count() == 1


def test_less_is_given_only_with_words(clerk):
    order = sent(pieces=1)
    row = ask(order)
    before = untouched(order)

    with pytest.raises(NeedsWords):
        returns.agree(request=row, amount=Decimal(100), actor=clerk)
    assert untouched(order) == before

    assert (
        returns.agree(request=row, amount=Decimal(100), answer="Scratched", actor=clerk).agreed_amount == 100
    )
    with pytest.raises(WrongAmount):
        returns.agree(request=row, amount=Decimal(120), answer="No", actor=clerk)


@pytest.mark.parametrize("amount", ["238.01", "-1", "100.001"])
def test_no_other_amount_is_agreed_to(clerk, amount):
    order = sent(pieces=1)
    row = ask(order)
    before = untouched(order)

    with pytest.raises(WrongAmount):
        returns.agree(request=row, amount=Decimal(amount), answer="Because", actor=clerk)
    assert untouched(order) == before


def test_nobody_decides_about_their_own_order():
    me = factories.staff("admin")
    order = sent(pieces=1, user=me)
    row = ask(order)
    before = untouched(order)

    with pytest.raises(SamePerson):
        returns.agree(request=row, actor=me)
    assert untouched(order) == before


def test_over_the_limit_a_second_person_has_to_agree(settings, clerk):
    settings.REFUND_SECOND_ABOVE = 200
    order = factories.order(way="ship")
    row = returns.agree(request=ask_before(order), actor=clerk)
    assert (row.state, asking.back()) == ("second", [])
    before = untouched(order)

    with pytest.raises(SamePerson):
        returns.second(request=row, actor=clerk)
    returns.agree(request=row, actor=factories.staff("admin"))  # is not the second's word
    assert untouched(order) == before

    other = factories.staff("admin")
    for _ in range(2):
        row = returns.second(request=row, actor=other)
    assert (row.state, row.seconded_by, asking.back()) == ("refunding", other, [250])
    assert Event.objects.get(name="return.seconded").actor == other


def test_at_the_limit_one_is_enough(settings, clerk):
    settings.REFUND_SECOND_ABOVE = 238

    assert returns.agree(request=ask(sent(pieces=1)), actor=clerk).state == "awaited"


def test_who_waits_for_no_second_gets_none(clerk):
    order = sent(pieces=1)
    row = ask(order)
    before = untouched(order)

    with pytest.raises(IllegalMove):
        returns.second(request=row, actor=clerk)
    assert untouched(order) == before


def test_refused_with_words_the_pieces_may_be_asked_for_again(clerk):
    order = sent(pieces=1)
    row = ask(order)
    with pytest.raises(NeedsWords):
        returns.refuse(request=row, answer=" ", actor=clerk)
    assert counters(order) == (1, 0, 1, 0)

    for _ in range(2):
        row = returns.refuse(request=row, answer="It was worn", actor=clerk)

    assert (row.state, row.answer, counters(order)) == ("refused", "It was worn", (1, 0, 0, 0))
    assert row.closed_at is not None
    assert ask(order).state == "asked"


def test_what_was_refused_is_not_agreed_to(clerk):
    order = sent(pieces=1)
    row = returns.refuse(request=ask(order), answer="Worn", actor=clerk)
    before = untouched(order)

    with pytest.raises(IllegalMove):
        returns.agree(request=row, actor=clerk)
    assert untouched(order) == before


def test_withdrawn_until_the_pieces_are_on_their_way(clerk):
    order = sent(pieces=2)
    asked, awaited = ask(order), returns.agree(request=ask(order), actor=clerk)

    for row in (asked, awaited, awaited):
        assert returns.withdraw(request=row).state == "withdrawn"
    assert counters(order) == (2, 0, 0, 0)


def test_what_is_paid_back_is_not_withdrawn(clerk):
    order = factories.order(way="ship", pieces=2)
    row = returns.agree(request=ask_before(order), actor=clerk)
    before = untouched(order)

    for verb in (returns.withdraw, lambda request: returns.refuse(request=request, answer="No", actor=clerk)):
        with pytest.raises(IllegalMove):
            verb(request=row)
    assert untouched(order) == before


def test_parts_of_an_order_are_no_way_round_the_second_person(settings, clerk):
    settings.REFUND_SECOND_ABOVE = 300
    order = sent(pieces=2)
    first, second = ask(order), ask(order)

    assert returns.agree(request=first, actor=clerk).state == "awaited"
    assert returns.agree(request=second, actor=clerk).state == "second"


def test_nothing_is_paid_or_sent_that_nobody_agreed_to(settings, clerk):
    settings.REFUND_SECOND_ABOVE = 200
    order = factories.order(way="ship", pieces=2)
    asked, waits = ask_before(order), returns.agree(request=ask_before(order), actor=clerk)
    before = untouched(order)

    for row in (asked, waits):
        for verb in (returns.pay_back, returns.replace):
            with pytest.raises(IllegalMove):
                verb(request=row, actor=clerk)
    assert untouched(order) == before


def test_what_was_lost_and_is_paid_back_is_waited_for_no_more(clerk):
    order = factories.order(way="ship")
    parcel = shipments.send(fulfilment=order.fulfilments.get(), carrier="SF", tracking="SF1")
    shipments.lost(shipment=parcel, actor=clerk)
    assert order.fulfilments.get().state == "shipped"

    row = ask(order, kind="refund", reason="not_arrived", back="")
    returns.agree(request=row, actor=clerk)

    assert (order.fulfilments.get().state, asking.back()) == ("done", [250])
