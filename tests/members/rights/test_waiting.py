"""An erasure waits for what is under way, can be called off meanwhile, and survives being killed anywhere."""

import pytest

from members.accounts.models import User
from members.consents import services as consents
from members.rights import services as rights
from members.rights.models import Erasure, NoWayBack, StaffStay
from minishop import events, privacy
from minishop.events.models import Event
from orders.lifecycle import services as lifecycle
from orders.orders.models import Order
from payments.refunds.models import Refund
from tests import factories
from tests.corruption import findings
from tests.members.rights.people import somebody
from tests.members.rights.test_erase import traces

pytestmark = pytest.mark.django_db
HOLDINGS = [name for name, holding in privacy.in_order() if holding.erase]


def test_an_order_under_way_is_waited_for_and_then_it_is_done():
    person = factories.member()
    order = factories.order(user=person, paid=False)
    rights.ask(person=person)

    assert not rights.carry_out(person_id=person.pk)
    assert privacy.waiting(person) == [f"Order {order.number} waits to be collected"]
    assert User.objects.get(pk=person.pk).is_active
    assert Order.objects.get().contact_name == "Wen Li"

    lifecycle.cancel(order=order, actor=person)
    assert rights.sweep() == 1
    assert Order.objects.get().contact_name == ""


def test_a_refund_on_its_way_is_waited_for():
    person = factories.member()
    order = factories.order(user=person)
    lifecycle.cancel(order=order, actor=factories.staff("admin"), refund=True)
    rights.ask(person=person)

    assert not rights.carry_out(person_id=person.pk)
    assert privacy.waiting(person) == [f"Money for order {order.number} is on its way back"]


def test_money_that_a_gateway_refused_to_send_is_waited_for():
    person = factories.member()
    order = factories.order(user=person)
    lifecycle.cancel(order=order, actor=factories.staff("admin"), refund=True)
    Refund.objects.update(state="failed")
    rights.ask(person=person)

    assert not rights.carry_out(person_id=person.pk)


def test_news_end_with_the_wish_and_who_stays_is_not_erased():
    person = factories.member()
    consents.give(user=person, purpose="marketing-email", source="settings")
    factories.order(user=person, paid=False)
    rights.ask(person=person)
    assert not consents.has(person, "marketing-email")

    rights.call_off(person=person)

    Order.objects.update(state="expired")
    assert rights.sweep() == 0
    assert User.objects.get(pk=person.pk).email == person.email


def test_what_has_begun_can_not_be_called_off():
    person = factories.member()
    rights.ask(person=person)
    Erasure.objects.update(begun_at="2026-01-01T00:00Z")
    with pytest.raises(NoWayBack):
        rights.call_off(person=person)
    assert Erasure.objects.count() == 1


def test_who_works_here_is_not_erased():
    clerk = factories.staff("clerk")
    with pytest.raises(StaffStay):
        rights.ask(person=clerk)
    assert not Erasure.objects.exists()


def test_asked_twice_it_is_one_wish_and_one_event():
    person = factories.member()
    rights.ask(person=person)
    rights.ask(person=person)
    assert Event.objects.filter(name="erasure.asked").count() == 1


@pytest.mark.parametrize("name", HOLDINGS)
def test_killed_at_any_holding_it_comes_to_the_same_end(name, monkeypatch):
    """The process dies before this holding is erased; the sweep begins anew."""
    person = somebody()
    held = privacy.holdings[name]

    def die(_person):
        raise KeyboardInterrupt

    with monkeypatch.context() as killing:
        dying = privacy.Holding(**{field: getattr(held, field) for field in held.__slots__} | {"erase": die})
        killing.setattr(privacy.holdings, "_things", privacy.holdings._things | {name: dying})
        rights.ask(person=person.user)
        with pytest.raises(KeyboardInterrupt):
            rights.carry_out(person_id=person.user.pk)
    assert not User.objects.get(pk=person.user.pk).is_active

    assert rights.sweep() == 1
    events.sweep()
    assert traces(person.markers) == []
    assert findings("D1") == []
    assert Event.objects.filter(name="member.erased").count() == 1


def test_what_a_request_under_way_wrote_meanwhile_goes_with_the_next_sweep():
    person = factories.member()
    rights.ask(person=person)
    rights.carry_out(person_id=person.pk)
    factories.cart((factories.variant(stock={factories.store(): 1}), 1), user=User.objects.get(pk=person.pk))
    assert findings("D1")

    rights.sweep()

    assert findings("D1") == []
