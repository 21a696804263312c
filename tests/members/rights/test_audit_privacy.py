"""One record is broken on purpose, and its row of the audit fires."""

import pytest

from members.consents import services as consents
from members.rights import services as rights
from minishop import notify
from minishop.notify.kinds import Kind, kinds
from minishop.notify.models import Message
from orders.carts.models import Cart
from tests import factories
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def erased():
    person = factories.member(phone="+8613811112222")
    notify.send("copy-ready", reference="copy:1", to=notify.Recipient(email=person.email, user=person),
                context={"link": "https://x.example", "days": 7})  # fmt: skip
    factories.order(user=person, way="ship", paid=False)
    corrupt("UPDATE orders_order SET state = 'expired'")
    rights.ask(person=person)
    assert rights.carry_out(person_id=person.pk)
    assert findings("D1") == []
    return person


@pytest.mark.parametrize(
    ("holding", "damage"),
    [
        ("account", "UPDATE members_user SET name = 'Wen' WHERE id = %s"),
        ("account", "UPDATE members_user SET is_active = true, email = 'w@example.com' WHERE id = %s"),
        ("messages", "UPDATE minishop_message SET body = 'Dear Wen' WHERE recipient_id = %s"),
        ("orders", "UPDATE orders_order SET contact_phone = '+8613811112222' WHERE user_id = %s"),
        ("orders", "UPDATE orders_shippingaddress SET street = '88' WHERE %s IS NOT NULL"),
        ("copies", "INSERT INTO members_datacopy (user_id, state, file) VALUES (%s, 'asked', '')"),
        ("erasures", "UPDATE members_erasure SET done_at = NULL, begun_at = NULL WHERE user_id = %s"),
    ],
)
def test_D1_fires_when_something_of_an_erased_person_is_left(erased, holding, damage):
    corrupt(damage, erased.pk)
    assert {found["holding"] for found in findings("D1")} == {holding}


def test_D1_fires_when_an_erasure_is_said_to_be_done_and_is_not(erased):
    corrupt("UPDATE members_user SET erased_at = NULL WHERE id = %s", erased.pk)
    assert [found["holding"] for found in findings("D1")] == ["erasures"]


@pytest.mark.parametrize(
    ("holding", "damage"),
    [
        ("bag", "UPDATE orders_cart SET updated_at = now() - interval '92 days'"),
        ("codes", "UPDATE members_onetimecode SET created_at = now() - interval '4 days'"),
        ("messages", "UPDATE minishop_message SET created_at = now() - interval '182 days'"),
        ("copies", "UPDATE members_datacopy SET expires_at = now() - interval '2 days'"),
        ("sessions", "UPDATE django_session SET expire_date = now() - interval '3 days'"),
        ("notes", "UPDATE axes_accesslog SET attempt_time = now() - interval '93 days'"),
        ("alerts", "UPDATE catalog_stockalert SET created_at = now() - interval '182 days'"),
    ],
)
def test_D1_fires_when_something_is_kept_too_long(client, holding, damage):
    Cart.objects.create()
    person = factories.member()
    for table, columns, values in (
        ("members_onetimecode", "address, digest, asker, expires_at, attempts", "'a', '', '', now(), 0"),
        ("members_datacopy", "user_id, state, file", f"{person.pk}, 'asked', ''"),
        ("axes_accesslog", "user_agent, http_accept, path_info, session_hash, attempt_time",
         "'', '', '', '', now()"),
        ("catalog_stockalert", "variant_id, email, phone, language, tokens",
         f"{factories.variant().pk}, '', '', '', '{{}}'"),
    ):  # fmt: skip
        corrupt(f"INSERT INTO {table} ({columns}) VALUES ({values})")
    notify.send("copy-ready", reference="copy:1", to=notify.Recipient(email="w@example.com"),
                context={"link": "https://x.example", "days": 7})  # fmt: skip
    client.force_login(person)
    assert findings("D1.kept") == []
    corrupt(damage)
    assert {found["holding"] for found in findings("D1.kept")} == {holding}


@pytest.fixture
def news(monkeypatch):
    kind = Kind("copy-ready", ("email", "sms"), frozenset({"link", "days"}), is_marketing=True)
    monkeypatch.setattr(kinds, "_things", kinds._things | {"copy-ready": kind})
    person = factories.member()
    consents.give(user=person, purpose="marketing-email", source="settings")
    to = notify.Recipient(email=person.email, phone="+8613811112222", user=person)
    notify.send("copy-ready", reference="news:1", to=to, context={"link": "https://x.example", "days": 7})
    assert Message.objects.get().channel == "email"
    return person


@pytest.mark.parametrize(
    "damage", ["DELETE FROM members_consent", "UPDATE members_consent SET is_given = false"]
)
def test_D1_fires_when_news_went_to_someone_who_had_not_agreed(news, damage):
    assert findings("D1.agreed") == []
    corrupt(damage)
    assert [found["channel"] for found in findings("D1.agreed")] == ["email"]


def test_who_withdraws_later_had_agreed_then(news):
    Message.objects.update(created_at="2026-01-01T00:00Z")
    corrupt("UPDATE members_consent SET at = '2025-12-31T00:00Z'")
    consents.withdraw(user=news, purpose="marketing-email", source="settings")
    assert findings("D1.agreed") == []
