import pytest

from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.offline import services as till

pytestmark = pytest.mark.django_db


def test_paying_in_the_store_waits_without_a_deadline_or_a_question(begin):
    payment = begin(gateway="offline")
    assert (payment.state, payment.expires_at, payment.ask_at) == ("pending", None, None)
    assert attempts.ask(payment).state == "pending"


def test_staff_take_the_money_once(begin, django_user_model):
    clerk = django_user_model.objects.create_user(email="till@lune.example", is_staff=True)
    payment = begin(gateway="offline")
    till.receive(payment=payment, actor=clerk)
    till.receive(payment=payment, actor=clerk)
    payment.refresh_from_db()
    assert payment.state == "captured"
    from minishop.events.models import Event

    assert Event.objects.get(name="payment.captured").actor == clerk


def test_another_gateways_money_is_not_taken_at_the_till(begin):
    payment = begin()
    with pytest.raises(till.NotOffline):
        till.receive(payment=payment, actor=None)
    assert Payment.objects.get().state == "pending"
