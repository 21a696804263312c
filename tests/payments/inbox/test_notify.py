"""What comes to the address gateways know: genuine news is stored before it is answered, the rest refused."""

import json
import time

import pytest

from payments.attempts.models import Payment
from payments.gateways.sandbox import gateway, wire
from payments.gateways.sandbox.models import SandboxCharge
from payments.inbox.models import Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def knock(client):
    """A provider posts these bytes with these headers."""
    client.handler.enforce_csrf_checks = True

    def post(body: bytes, headers: dict[str, str] | None = None, code: str = "sandbox"):
        return client.post(
            f"/payments/notify/{code}/", body, content_type="application/json", headers=headers or {}
        )

    return post


@pytest.fixture
def paid(begin, choose) -> Payment:
    payment = begin()
    choose(payment, "lost")
    return payment


def news(payment: Payment, event: str = "evt_1") -> bytes:
    return wire.pack(event, "charge", gateway.facts(SandboxCharge.objects.get(number=payment.number)))


def signed(body: bytes, age: int = 0) -> dict[str, str]:
    return wire.sign(body, int(time.time()) - age)


def refused(payment: Payment, answer, status: int) -> None:
    payment.refresh_from_db()
    assert answer.status_code == status
    assert answer.content == b""
    assert payment.state == "pending"
    assert not Notification.objects.exists()


def test_genuine_news_is_stored_applied_and_acknowledged(knock, paid):
    body = news(paid)
    answer = knock(body, signed(body))
    paid.refresh_from_db()
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert paid.state == "captured"
    assert Notification.objects.get().state == "applied"


def test_ten_times_has_one_effect(knock, paid):
    body = news(paid)
    for _ in range(10):
        assert knock(body, signed(body)).status_code == 200
    assert Notification.objects.count() == 1


def test_an_unsigned_message_is_refused(knock, paid):
    refused(paid, knock(news(paid)), 401)


def test_a_forged_signature_is_refused(knock, paid):
    body = news(paid)
    refused(paid, knock(body, signed(body) | {"sandbox-signature": "0" * 64}), 401)


def test_an_altered_message_is_refused(knock, paid):
    body = news(paid)
    refused(paid, knock(body.replace(b"23800", b"93800"), signed(body)), 401)


def test_an_old_message_is_refused(knock, paid):
    body = news(paid)
    refused(paid, knock(body, signed(body, age=301)), 401)


def test_another_merchants_message_is_refused(knock, paid):
    body = json.dumps(json.loads(news(paid)) | {"merchant": "elsewhere"}).encode()
    refused(paid, knock(body, signed(body)), 401)


def test_five_megabytes_are_refused_unread(knock, paid):
    body = b" " * (5 * 1024 * 1024)
    refused(paid, knock(body, signed(body)), 413)


def test_a_message_for_no_gateway_of_ours_is_refused(knock, paid):
    body = news(paid)
    refused(paid, knock(body, signed(body), code="cowries"), 404)
    refused(paid, knock(body, signed(body), code="offline"), 401)


def test_only_posts_are_heard(client, paid):
    assert client.get("/payments/notify/sandbox/").status_code == 405


def test_refusals_are_logged_without_what_came(knock, paid, caplog, capsys):
    body = news(paid)
    headers = signed(body) | {"sandbox-signature": "5ec2e7" * 10}
    knock(body, headers)
    logged = caplog.text + "".join(capsys.readouterr())
    assert "notification.refused" in logged
    assert "5ec2e7" not in logged
    assert paid.number not in logged
    assert wire.key().hex() not in logged
