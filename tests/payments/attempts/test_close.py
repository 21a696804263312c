import pytest

from minishop.events.models import Event
from payments.attempts import services as attempts
from payments.gateways.sandbox.models import SandboxCharge

pytestmark = pytest.mark.django_db


def test_the_gateway_closes_first(begin):
    payment = attempts.close(begin())
    assert (payment.state, payment.ask_at) == ("closed", None)
    assert SandboxCharge.objects.get().state == "closed"


def test_money_that_was_faster_is_captured(begin, choose):
    payment = begin()
    choose(payment, "lost")
    assert attempts.close(payment).state == "captured"


def test_closing_twice_tells_it_once(begin):
    payment = begin()
    attempts.close(payment)
    attempts.close(payment)
    assert Event.objects.filter(name="payment.closed").count() == 1


def test_a_captured_attempt_stays_captured(begin, choose):
    payment = begin()
    choose(payment, "lost")
    attempts.ask(payment)
    assert attempts.close(payment).state == "captured"


def test_an_attempt_the_gateway_never_heard_of_is_closed_here(begin):
    payment = begin()
    SandboxCharge.objects.all().delete()
    assert attempts.close(payment).state == "closed"


def test_a_gateway_that_was_switched_off_leaves_the_attempt_open(begin, settings):
    payment = begin()
    settings.PAYMENT_GATEWAYS = ["payments.gateways.offline.gateway.OfflineGateway"]
    assert attempts.close(payment).state == "pending"
    assert attempts.ask(payment).state == "pending"
