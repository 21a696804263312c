from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models.functions import Now

from minishop import notify
from minishop.idempotency.models import IdempotencyKey
from minishop.notify.models import Message
from minishop.privacy import holdings
from tests import factories

pytestmark = pytest.mark.django_db


def letter(reference: str, **to) -> Message:
    return notify.send(
        "sign-in-code",
        reference=reference,
        to=notify.Recipient(phone="+8613800138000", language="en", **to),
        context={"code": "123456", "minutes": 10},
    )


def test_messages_are_forgotten_after_half_a_year_and_keys_after_a_month(capsys):
    old, recent = letter("code:1"), letter("code:2")
    Message.objects.filter(pk=old.pk).update(created_at=Now() - timedelta(days=181))
    for age in (31, 29):
        key = IdempotencyKey.objects.create(scope="test", key=str(age), fingerprint="")
        IdempotencyKey.objects.filter(pk=key.pk).update(at=Now() - timedelta(days=age))
    call_command("sweep")
    assert list(Message.objects.all()) == [recent]
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["29"]


def test_a_member_gets_a_copy_of_his_own_messages_only():
    wen, other = factories.member(), factories.member()
    letter("code:1", user=wen)
    letter("code:2", user=other)
    assert len(holdings["messages"].export(wen)) == 1
