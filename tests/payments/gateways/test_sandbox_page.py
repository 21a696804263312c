"""The rehearsal page: what each choice leads to, delivered through the inbox as signed bytes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from minishop import events
from minishop.events.models import Delivery, Event
from payments.attempts import services as attempts
from payments.attempts.models import Payment
from payments.gateways.sandbox.models import SandboxCharge
from payments.inbox.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(client):
    """The payer presses the button with this outcome chosen; the jobs that are due run."""

    def press(payment: Payment, script: str):
        answer = client.post(payment.action["url"], {"script": script})
        events.sweep()
        payment.refresh_from_db()
        return answer

    return press


def let_time_pass() -> None:
    Delivery.objects.filter(state="pending").update(run_at=timezone.now() - timedelta(seconds=1))
    events.sweep()


def test_the_page_says_that_it_is_a_rehearsal_and_offers_every_outcome(client, begin):
    page = client.get(begin().action["url"])
    text = page.content.decode()
    assert "This is a rehearsal: no money moves." in text
    assert "238" in text
    for script in SandboxCharge.Script.values:
        assert f'value="{script}"' in text
    assert "no-store" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]


def test_approving_pays_and_leads_back_to_the_shop(begin, press):
    payment = begin()
    answer = press(payment, "approve")
    assert (answer.status_code, answer["Location"]) == (302, "/orders/")
    assert payment.state == "captured"
    assert Notification.objects.get().state == "applied"


def test_declining_fails_the_attempt(begin, press):
    payment = begin()
    press(payment, "decline")
    assert (payment.state, payment.failure) == ("failed", "declined")


def test_a_slow_bank_answers_later(begin, press):
    payment = begin()
    press(payment, "slow")
    assert attempts.ask(payment).state == "pending"
    let_time_pass()
    payment.refresh_from_db()
    assert payment.state == "captured"


def test_a_lost_message_is_made_good_by_asking(begin, press):
    payment = begin()
    press(payment, "lost")
    assert payment.state == "pending"
    assert not Notification.objects.exists()
    assert attempts.ask(payment).state == "captured"


def test_paying_too_late_happens_only_once_the_shop_has_closed(begin, press):
    payment = begin()
    press(payment, "late")
    let_time_pass()
    payment.refresh_from_db()
    assert payment.state == "pending"
    assert attempts.close(payment).state == "closed"
    let_time_pass()
    payment.refresh_from_db()
    assert payment.state == "captured"


def test_told_twice_is_paid_once(begin, press):
    payment = begin()
    press(payment, "duplicate")
    assert payment.state == "captured"
    assert Event.objects.filter(name="payment.captured").count() == 1
    assert Notification.objects.count() == 1


def test_another_amount_is_a_mismatch(begin, press):
    payment = begin()
    press(payment, "wrong_amount")
    assert (payment.state, payment.captured_amount) == ("mismatched", Decimal("237.00"))


def test_a_second_press_changes_nothing(begin, press):
    payment = begin()
    press(payment, "approve")
    assert press(payment, "decline").status_code == 302
    assert SandboxCharge.objects.get().state == "paid"
    assert payment.state == "captured"


def test_a_decided_page_has_nothing_left_to_choose(client, begin, press):
    payment = begin()
    press(payment, "decline")
    page = client.get(payment.action["url"]).content.decode()
    assert "This was declined" in page
    assert 'name="script"' not in page


def test_an_unknown_outcome_is_asked_again(client, begin):
    payment = begin()
    page = client.post(payment.action["url"], {"script": "gold"})
    assert page.status_code == 200
    assert SandboxCharge.objects.get().script == ""


def test_it_never_leads_to_another_site(begin, press):
    payment = begin(return_url="https://elsewhere.example/orders/")
    assert press(payment, "approve")["Location"] == "/"


def test_no_one_finds_a_page_by_guessing(client):
    assert client.get("/sandbox/abc/").status_code == 404


def test_the_page_is_gone_where_the_sandbox_is_not_enabled(client, begin, settings):
    url = begin().action["url"]
    settings.PAYMENT_GATEWAYS = ["payments.gateways.offline.gateway.OfflineGateway"]
    assert client.get(url).status_code == 404
    assert client.post(url, {"script": "approve"}).status_code == 404
    assert SandboxCharge.objects.get().state == "waiting"
