"""Every balance of both worlds in the same words: what the shop's tables say, and what the model says."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from minishop.ledger.models import Account
from orders.fulfilment.models import Fulfilment
from orders.lifecycle.models import Settlement
from orders.orders.models import Order, OrderLine
from orders.returns.models import Return
from orders.shipments.models import Shipment
from orders.stock.models import StockItem
from orders.tenders.models import Tender
from payments.attempts.models import Payment
from payments.refunds.models import Refund
from tests.orders.stateful.returning import Model

Balances = dict[str, dict[Any, Any]]


def fen(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)


def shop(orders: Iterable[int], houses: Iterable[int], members: Iterable[int]) -> Balances:
    """What the tables say of these orders, houses and members."""
    pks, references = list(orders), [f"order:{pk}" for pk in orders]
    payments = Payment.objects.filter(reference__in=references)
    outcomes = dict(Settlement.objects.filter(order__in=pks).values_list("payment_id", "outcome"))
    return {
        "stock": {
            (variant, house): (on_hand, reserved)
            for variant, house, on_hand, reserved in StockItem.objects.filter(store__in=houses).values_list(
                "variant_id", "store_id", "on_hand", "reserved"
            )
        },
        "orders": {
            pk: (state, paid, fen(total))
            for pk, state, paid, total in Order.objects.filter(pk__in=pks).values_list(
                "pk", "state", "payment_state", "total"
            )
        },
        "lines": {
            pk: tuple(counts)
            for pk, *counts in OrderLine.objects.filter(order__in=pks).values_list(
                "pk", "sent", "withdrawn", "claimed", "returned"
            )
        },
        "fulfilments": dict(Fulfilment.objects.filter(order__in=pks).values_list("pk", "state")),
        "parcels": dict(Shipment.objects.filter(fulfilment__order__in=pks).values_list("pk", "state")),
        "payments": {
            pk: (state, fen(amount), fen(captured), outcomes.get(pk, ""))
            for pk, state, amount, captured in payments.values_list(
                "pk", "state", "amount", "captured_amount"
            )
        },
        "refunds": {
            (payment, reference): (fen(amount), state)
            for payment, reference, amount, state in Refund.objects.filter(payment__in=payments).values_list(
                "payment_id", "reference", "amount", "state"
            )
        },
        "tenders": _tenders(pks),
        "returns": {
            pk: (kind, state, fen(amount), fen(agreed), replacement)
            for pk, kind, state, amount, agreed, replacement in Return.objects.filter(
                order__in=pks
            ).values_list("pk", "kind", "state", "amount", "agreed_amount", "replacement_id")
        },
        "credit": _credit(list(members)),
    }


def _tenders(pks: list[int]) -> dict[Any, Any]:
    rows = Tender.objects.filter(order__in=pks).annotate(back=Sum("refunds__amount", default=0))
    found = {
        row.pk: [(row.order_id, row.kind, row.payment_id), row.amount, row.state, row.back, Decimal(0)]
        for row in rows
    }
    for row in rows:
        if row.carried_from_id:
            found[row.carried_from_id][4] += row.amount
    return {
        key: (fen(amount), state, fen(back), fen(carried))
        for key, amount, state, back, carried in found.values()
    }


def _credit(members: list[int]) -> dict[int, tuple[int, int]]:
    owners = {f"user:{pk}": pk for pk in members}
    rows = Account.objects.filter(owner__in=owners, kind__in=["store-credit", "store-credit-held"])
    found = {
        (owner, kind): fen(balance) for owner, kind, balance in rows.values_list("owner", "kind", "balance")
    }
    return {
        pk: (found.get((owner, "store-credit"), 0) or 0, found.get((owner, "store-credit-held"), 0) or 0)
        for owner, pk in owners.items()
    }


def model(told: Model, pks: Iterable[int]) -> Balances:
    """The same, as the model has it."""
    orders = [told.orders[pk] for pk in pks]
    payments = {paid.pk for one in orders for paid in one.payments}
    return {
        "stock": dict(told.totals()),
        "orders": {one.pk: (one.state, one.paid, one.total) for one in orders},
        "lines": {
            line.pk: (line.sent, line.withdrawn, line.claimed, line.returned)
            for one in orders
            for line in one.lines
        },
        "fulfilments": {part.pk: part.state for one in orders for part in one.parts},
        "parcels": {box.pk: box.state for one in orders for box in one.parcels},
        "payments": {
            paid.pk: (paid.state, paid.amount, paid.captured, paid.outcome)
            for one in orders
            for paid in one.payments
        },
        "refunds": {
            (one.payment.pk, one.reference): (one.amount, one.state)
            for one in told.refunds
            if one.payment.pk in payments
        },
        "tenders": {
            (one.pk, tender.kind, tender.payment.pk if tender.payment else None): (
                tender.amount,
                tender.state,
                tender.back,
                tender.carried,
            )
            for one in orders
            for tender in one.tenders
        },
        "returns": {
            row.pk: (row.kind, row.state, row.amount, row.agreed, row.replacement)
            for one in orders
            for row in one.returns
        },
        "credit": {pk: (told.free[pk], told.held[pk]) for pk in told.free},
    }


def differences(shop: Balances, model: Balances) -> list[str]:
    """One line for each balance in which they differ."""
    return [
        f"{table} {key}: the shop has {shop[table].get(key)}, the model {model[table].get(key)}"
        for table in model
        for key in sorted({*shop[table], *model[table]}, key=str)
        if shop[table].get(key) != model[table].get(key)
    ]
