"""What staff press: questions and refunds are queued, rows are only read."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from minishop import events
from payments.attempts.models import Payment
from payments.gateways.sandbox.models import SandboxRefund
from payments.inbox.models import Notification
from payments.refunds import figures
from payments.refunds.models import Refund

pytestmark = pytest.mark.django_db

RIGHTS = ("view_payment", "view_refund", "view_notification", "add_refund", "change_refund")


@pytest.fixture
def staff(django_user_model, client):
    """Signs in someone with these rights in payments."""

    def sign_in(*rights: str):
        person = django_user_model.objects.create_user(email="money@lune.example", is_staff=True)
        person.user_permissions.set(Permission.objects.filter(codename__in=rights))
        client.force_login(person)
        return person

    return sign_in


def url(row, verb: str) -> str:
    return f"/admin/payments/{row._meta.model_name}/{row.pk}/do/{verb}/"


def test_the_lists_and_rows_are_read(client, staff, captured):
    staff(*RIGHTS)
    payment = captured()
    Refund.objects.create(payment=payment, number="R1", reference="r", amount=1)
    Notification.objects.create(gateway="sandbox", event_id="evt_1", payload={})
    for model in (Payment, Refund, Notification):
        base = f"/admin/payments/{model._meta.model_name}/"
        assert client.get(base).status_code == 200
        assert client.get(f"{base}{model.objects.get().pk}/change/").status_code == 200
        assert client.get(f"{base}add/").status_code == 403


def test_a_question_is_queued(client, staff, begin, choose):
    person = staff(*RIGHTS)
    payment = begin()
    choose(payment, "lost")
    client.post(url(payment, "ask"))
    payment.refresh_from_db()
    assert payment.state == "pending"
    events.sweep()
    payment.refresh_from_db()
    assert payment.state == "captured"
    told = events.timeline(payment)
    assert [event.actor for event in told if event.name in {"payment.questioned", "payment.captured"}] == [
        person,
        person,
    ]


def test_a_refund_is_reserved_now_and_sent_by_a_job(client, staff, captured):
    staff(*RIGHTS)
    payment = captured(reference="deposit:1")
    form = {"amount": "100", "reason": "Scratched", "key": "k1"}
    client.post(url(payment, "refund"), form)
    client.post(url(payment, "refund"), form)
    refund = Refund.objects.get()
    assert (refund.amount, refund.state, refund.reason) == (Decimal("100"), "requested", "Scratched")
    assert not SandboxRefund.objects.exists()
    events.sweep()
    refund.refresh_from_db()
    assert refund.state == "done"


def test_too_much_is_said_in_words_and_reserves_nothing(client, staff, captured):
    staff(*RIGHTS)
    payment = captured(reference="deposit:1")
    form = {"amount": "500", "reason": "Generous", "key": "k1"}
    page = client.post(url(payment, "refund"), form, follow=True)
    assert "Only 238.000 is left" in page.content.decode()
    assert not Refund.objects.exists()


def test_a_failed_refund_is_sent_again(client, staff, captured):
    staff(*RIGHTS)
    row = Refund.objects.create(payment=captured(), number="R1", reference="r", amount=1, state="failed")
    client.post(url(row, "retry"))
    events.sweep()
    row.refresh_from_db()
    assert row.state == "done"


def test_a_dead_notification_is_applied_again(client, staff):
    staff(*RIGHTS)
    row = Notification.objects.create(gateway="sandbox", event_id="e", payload={"type": "x"}, state="dead")
    client.post(url(row, "reapply"))
    row.refresh_from_db()
    assert row.state == "received"


def test_without_the_right_nothing_is_refunded(client, staff, captured):
    staff("view_payment")
    payment = captured(reference="deposit:1")
    form = {"amount": "100", "reason": "Mine", "key": "k1"}
    assert client.post(url(payment, "refund"), form).status_code == 404
    assert not Refund.objects.exists()


def test_half_a_cent_is_refused_in_words(client, staff, captured):
    staff(*RIGHTS)
    form = {"amount": "10.005", "reason": "Scratched", "key": "k1"}
    page = client.post(url(captured(reference="deposit:1"), "refund"), form, follow=True)
    assert "CNY has no such small coin" in page.content.decode()
    assert not Refund.objects.exists()


def test_what_an_order_was_paid_with_goes_back_by_the_orders_own_rules(client, staff, captured):
    staff(*RIGHTS)
    payment = captured(reference="order:1")

    answer = client.post(
        url(payment, "refund"), {"amount": "100", "reason": "Mine", "key": "k1"}, follow=True
    )

    assert "Not possible now" in answer.content.decode() or answer.status_code in (403, 404)
    assert not Refund.objects.exists()


def test_the_figure_counts_only_what_is_not_sent_again_by_itself(client, staff, captured):
    person = staff(*RIGHTS)
    payment = captured()
    for number, retry_at in (("R1", None), ("R2", timezone.now())):
        facts = {"number": number, "reference": number, "retry_at": retry_at}
        Refund.objects.create(payment=payment, amount=1, state="failed", **facts)

    told = figures.refunds_failed(person)

    assert told.value == 1
    html = client.get(told.url).content.decode()
    assert (">R1<" in html, ">R2<" in html) == (True, False)
