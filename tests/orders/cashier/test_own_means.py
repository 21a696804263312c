"""Store credit at the cashier: a tick, the arithmetic, and no gateway where it pays for all."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from members.credit import services as credit
from orders.orders import access
from orders.pickup.models import Pickup
from payments.attempts.models import Payment
from payments.gateways.sandbox import services as bank
from payments.gateways.sandbox.models import SandboxCharge
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(client):
    """A signed-in member's order of ¥238, who has ¥120 of credit."""
    order = factories.order(paid=False, user=factories.member())
    factories.credit(order.user, 120)
    client.force_login(order.user)
    return order


def pay(client, order, **data):
    return client.post(f"/pay/{order.number}/", {"method": "sandbox"} | data)


def page(client, order):
    return client.get(f"/pay/{order.number}/").content.decode()


def purse(order):
    told = credit.statement(order.user)
    return told.balance, told.held


def test_the_page_offers_it_unticked_with_what_is_left_then(client, order):
    html = page(client, order)

    assert "Use store credit ¥120" in html
    assert "You have ¥120. Then ¥118 is left to pay." in html
    assert 'name="with-store-credit" value="120.00">' in html
    assert purse(order) == (120, 0)


def test_who_has_none_is_offered_none(client):
    order = factories.order(paid=False, user=factories.member())
    client.force_login(order.user)

    assert "with-store-credit" not in page(client, order)


def test_ticked_it_is_held_and_the_gateway_asks_for_the_rest(client, order):
    assert pay(client, order, **{"with-store-credit": "120.00"}).url.startswith("/sandbox/")

    assert Payment.objects.get().amount == 118
    assert purse(order) == (0, 120)
    assert 'value="120.00" checked>' in page(client, order), "as it was chosen for this order"


def test_unticked_again_it_is_free_and_the_gateway_asks_for_all(client, order):
    pay(client, order, **{"with-store-credit": "120.00"})

    pay(client, order)

    assert Payment.objects.live().get().amount == 238
    assert purse(order) == (120, 0)


def test_once_paid_the_order_tells_both_and_next_time_it_is_ticked(client, order):
    pay(client, order, **{"with-store-credit": "120.00"})
    bank.choose(token=SandboxCharge.objects.get().token, script="approve")

    assert client.get(f"/pay/{order.number}/return/").url == f"/orders/{order.number}/thanks/"

    for where in ("", "thanks/"):
        html = client.get(f"/orders/{order.number}/{where}").content.decode()
        assert {"Store credit ¥120", "¥118"} <= set(re.split("<[^>]*>|, |Rehearsal payment ", html))
    factories.credit(order.user, 10)
    other = factories.order(paid=False, user=order.user)
    assert 'value="10.00" checked>' in page(client, other)


def test_what_pays_for_all_needs_no_gateway_and_draws_the_codes(client, order):
    factories.credit(order.user, 200)
    assert "It pays for all of this order." in page(client, order)

    assert pay(client, order, **{"with-store-credit": "238.00"}).url.endswith("/return/")

    order.refresh_from_db()
    assert (order.payment_state, purse(order), Payment.objects.count()) == ("paid", (82, 0), 0)
    assert Pickup.objects.get(fulfilment__order=order).qr


def test_less_than_the_page_told_charges_nothing(client, order):
    credit.grant(user=order.user, amount=Decimal(-50), reason="correction", key="spent")

    answer = pay(client, order, **{"with-store-credit": "120.00"})

    assert (answer.url, purse(order), Payment.objects.count()) == (f"/pay/{order.number}/", (70, 0), 0)
    assert "There is less store credit than before." in page(client, order)


def test_who_only_holds_the_orders_link_neither_reads_nor_spends_it(order):
    stranger = Client()
    key = access.link_key(order)
    stranger.get(reverse("order-link", args=[order.number, key]))

    assert "with-store-credit" not in page(stranger, order)
    pay(stranger, order, **{"with-store-credit": "120.00"})
    told = stranger.get(f"/api/v1/orders/{order.number}/payment-methods/?key={key}").content.decode()
    asked = stranger.post(
        f"/api/v1/orders/{order.number}/payments/?key={key}",
        {"method": "sandbox", "tenders": [{"code": "store-credit", "amount": "120.00"}]},
        content_type="application/json",
        headers={"Idempotency-Key": "a-strangers-key"},
    )

    assert "store-credit" not in told
    assert (asked.status_code, asked.json()["available"]) == (409, "0")
    assert (purse(order), Payment.objects.count()) == ((120, 0), 0)


@pytest.mark.parametrize("said", ["gold", "-5", "NaN", "0"])
def test_nonsense_holds_nothing(client, order, said):
    pay(client, order, **{"with-store-credit": said})

    assert (purse(order), Payment.objects.count()) == ((120, 0), 0)


def test_an_unknown_gateway_keeps_nothing_held(client, order):
    pay(client, order, **{"with-store-credit": "120.00"}, method="gold")

    assert (purse(order), Payment.objects.count()) == ((120, 0), 0)


def api(client, order, bearer, **data):
    headers = bearer(order.user, "payments:write", "payments:read") | {"Idempotency-Key": "k1"}
    path = f"/api/v1/orders/{order.number}/payments/"
    return client.post(path, data, content_type="application/json", headers=headers)


def test_programs_read_what_may_be_used(client, order, bearer):
    path = f"/api/v1/orders/{order.number}/payment-methods/"
    told = client.get(path, headers=bearer(order.user, "payments:read")).json()

    assert told["due"] == {"amount": "238.00", "currency": "CNY"}
    (offer,) = told["tenders"]
    assert (offer["code"], offer["amount"]["amount"], offer["rest"]["amount"]) == (
        "store-credit", "120.00", "118.00",
    )  # fmt: skip


def test_programs_use_a_part_of_it(client, order, bearer):
    uses = [{"code": "store-credit", "amount": "20.00"}]

    told = api(client, order, bearer, method="sandbox", tenders=uses).json()

    assert (told["amount"]["amount"], purse(order)) == ("218.00", (100, 20))


def test_programs_pay_all_of_it_without_a_method(client, order, bearer):
    factories.credit(order.user, 200)

    answer = api(client, order, bearer, tenders=[{"code": "store-credit", "amount": "238.00"}])

    told = answer.json()
    assert (answer.status_code, told["id"], told["state"], told["method"]) == (
        201, None, "inside", "store-credit",
    )  # fmt: skip
    assert told["order"]["payment_state"] == "paid"


@pytest.mark.parametrize(
    ("uses", "status"),
    [
        ([{"code": "store-credit", "amount": "121.00"}], 409),
        ([{"code": "gold", "amount": "1.00"}], 400),
        ([{"code": "store-credit", "amount": "0"}], 400),
        ([{"code": "store-credit", "amount": "1.005"}], 409),
    ],
)
def test_programs_are_refused_and_nothing_is_held(client, order, bearer, uses, status):
    answer = api(client, order, bearer, method="sandbox", tenders=uses)

    assert (answer.status_code, purse(order), Payment.objects.count()) == (status, (120, 0), 0)
