"""A token does what its scope says and nothing else, at every operation of the schema."""

import json

import pytest

from members.tokens import services as tokens
from minishop.openapi import docs
from tests.api import world as worlds
from tests.security.test_access_matrix import undone

pytestmark = pytest.mark.django_db

#: By scope, the operations it opens; a token without any scope may still ask what it is.
OPENS = {
    "account:read": [
        "GET me/", "GET me/consents/", "GET me/copies/", "GET me/credit/", "GET me/devices/",
        "GET me/membership/", "GET me/saved/", "GET me/activities/", "GET me/check-in/", "GET me/coupons/",
        "GET me/invitation/", "GET me/points/", "GET me/points/shop/",
    ],
    "account:write": [
        "PATCH me/", "PUT me/consents/{purpose}/", "POST me/copies/", "DELETE me/devices/{id}/",
        "PUT me/saved/{handle}/", "DELETE me/saved/{handle}/", "POST me/check-in/", "POST me/coupons/",
        "POST me/coupons/codes/", "POST me/coupons/{id}/gift/", "DELETE me/coupons/{id}/gift/",
    ],
    "addresses:read": ["GET me/addresses/", "GET me/addresses/{id}/"],
    "addresses:write": ["POST me/addresses/", "PATCH me/addresses/{id}/", "DELETE me/addresses/{id}/"],
    "bag:read": ["GET bag/", "POST checkout/quotes/"],
    "bag:write": [
        "POST bag/lines/", "PATCH bag/lines/{id}/", "DELETE bag/lines/{id}/", "POST bag/merge/",
    ],
    "orders:read": [
        "GET orders/", "GET orders/{number}/", "GET orders/{number}/pickups/{id}/qr/",
        "GET orders/{number}/lines/{id}/review/", "GET orders/{number}/receipt/",
        "GET orders/{number}/invoice/", "GET orders/{number}/invoice/{document}/",
        "GET orders/{number}/returns/", "GET orders/{number}/returns/{back}/",
    ],
    "orders:write": [
        "POST orders/", "POST orders/{number}/cancellation/", "PUT orders/{number}/lines/{id}/review/",
        "DELETE orders/{number}/lines/{id}/review/", "POST orders/{number}/invoice/",
        "POST orders/{number}/returns/", "POST orders/{number}/returns/quote/",
        "POST orders/{number}/returns/{back}/shipment/", "POST orders/{number}/returns/{back}/withdrawal/",
    ],
    "payments:read": [
        "GET orders/{number}/payment-methods/", "GET orders/{number}/payments/",
        "GET orders/{number}/payments/{payment}/",
    ],
    "payments:write": ["POST orders/{number}/payments/", "POST orders/{number}/payments/{payment}/check/"],
}  # fmt: skip
CASES = [(operation, scope) for scope, opened in OPENS.items() for operation in opened]


def test_the_schema_says_the_same_and_leaves_none_out():
    told = {
        f"{method.upper()} {path.removeprefix('/api/v1/')}": scope
        for path, methods in json.loads(docs.written())["paths"].items()
        for method, operation in methods.items()
        for way in operation["security"]
        for scope in way.get("token", ())
    }
    assert told == dict(CASES)
    assert OPENS.keys() == set(worlds.EVERY)


def test_a_token_needs_the_scope_and_no_other(client, settings):
    settings.API_LIMITS = dict.fromkeys(settings.API_LIMITS, (1_000_000, 60))
    world = worlds.build()
    wrong = []
    for scope, opened in OPENS.items():
        tokens.revoke_all(user=world.wen)  # nobody has more than twenty
        others = [each for each in worlds.EVERY if each != scope]
        lacking, holding = bearer(world, others), bearer(world, [scope])
        for operation in opened:
            refused, let_in = ask(client, world, operation, lacking), ask(client, world, operation, holding)
            kind = refused.json().get("type", "") if refused.status_code == 403 else ""
            if not (kind.endswith("/insufficient-scope/") and refused.json()["scope"] == scope):
                wrong.append(f"{operation} without {scope}: {refused.status_code}")
            if let_in.status_code in (401, 403, 405) or let_in.status_code >= 500:
                wrong.append(f"{operation} with {scope}: {let_in.status_code}")
    assert not wrong, "\n".join(wrong)


def bearer(world, scopes):
    token, key = tokens.issue(user=world.wen, name="One", scopes=scopes, days=30)
    return {"authorization": f"Bearer {key}", "idempotency-key": f"key {token.pk}"}


def ask(client, world, operation, headers):
    """The answer to an empty body; what it does is undone."""
    method, path = operation.split()
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    path = path.format(**{"purpose": "news"} | world.known(f"{method} /api/v1/{path}", names))
    with undone():
        ask = getattr(client, method.lower())
        sent = {} if method == "GET" else {"data": {}, "content_type": "application/json"}
        return ask(f"/api/v1/{path}", headers=headers, **sent)
