"""What must always be true of tenders: no more goes back or on than came, and each stands in the books."""

from minishop import audit
from orders.tenders import base


@audit.row("T1", "what went back of a tender and what it carried on are within its amount")
def within_amount() -> str:
    return """
        SELECT t.id AS tender, t.order_id, t.state, t.amount,
               coalesce(back.amount, 0) AS back, coalesce(carried.amount, 0) AS carried
        FROM orders_tender t
        LEFT JOIN (SELECT tender_id, sum(amount) AS amount FROM orders_tenderrefund GROUP BY 1) back
          ON back.tender_id = t.id
        LEFT JOIN (SELECT carried_from_id, sum(amount) AS amount FROM orders_tender GROUP BY 1) carried
          ON carried.carried_from_id = t.id
        WHERE coalesce(back.amount, 0) + coalesce(carried.amount, 0) >
              CASE WHEN t.state IN ('committed', 'refunded') THEN t.amount ELSE 0 END"""


@audit.row("T2", "what is held in the books of a means is what unpaid orders hold of it")
def held() -> str:
    return f"""
        WITH booked AS ({_of_all("held")}
        ), tendered AS (
            SELECT t.kind AS code, o.user_id AS member, o.currency AS unit, sum(t.amount) AS amount
            FROM orders_tender t JOIN orders_order o ON o.id = t.order_id
            WHERE t.kind <> 'gateway' AND t.state = 'held' GROUP BY 1, 2, 3
        ), summed AS (SELECT code, member, unit, sum(amount) AS amount FROM booked GROUP BY 1, 2, 3)
        SELECT code, member, unit, coalesce(summed.amount, 0) AS booked,
               coalesce(tendered.amount, 0) AS tendered
        FROM summed FULL JOIN tendered USING (code, member, unit)
        WHERE coalesce(summed.amount, 0) <> coalesce(tendered.amount, 0)
        UNION ALL
        SELECT t.kind, o.user_id, 'order ' || o.number, 0, t.amount
        FROM orders_tender t JOIN orders_order o ON o.id = t.order_id
        WHERE t.state = 'held' AND (o.state <> 'open' OR o.payment_state <> 'due')"""  # noqa: S608


@audit.row("T3", "what was spent and given back inside the shop stands in the books with its amount")
def booked() -> str:
    return f"""
        WITH owed AS (
            SELECT kind AS code, 'spent' AS what, amount,
                   'order:' || order_id || ':tender:' || id || ':' || held AS reference
            FROM orders_tender
            WHERE kind <> 'gateway' AND carried_from_id IS NULL AND state IN ('committed', 'refunded')
            UNION ALL
            SELECT CASE WHEN r.is_credit THEN 'store-credit' ELSE t.kind END,
                   CASE WHEN r.is_credit THEN 'issued' ELSE 'given back' END, r.amount,
                   'tender-refund:' || r.id
            FROM orders_tenderrefund r JOIN orders_tender t ON t.id = r.tender_id
            WHERE t.kind <> 'gateway' OR r.is_credit
        ), posted AS ({_of_all("moved")}
        )
        SELECT code, what, reference, owed.amount AS owed, posted.amount AS posted
        FROM owed FULL JOIN posted USING (code, what, reference)
        WHERE owed.amount IS DISTINCT FROM posted.amount"""  # noqa: S608


def _of_all(query: str) -> str:
    """What each means' own books say, beside its code; both are our own words, not a reader's."""
    queries = [(code, getattr(means, query)()) for code, means in base.enabled().items()]
    return " UNION ALL ".join(f"(SELECT '{code}' AS code, own.* FROM ({sql}) own)" for code, sql in queries)  # noqa: S608


@audit.row("T5", "a part that goes back through a gateway has its refund, of the payment that brought it")
def refunded() -> str:
    return """
        WITH RECURSIVE root AS (
            SELECT id, id AS first FROM orders_tender WHERE carried_from_id IS NULL
            UNION ALL
            SELECT t.id, root.first FROM orders_tender t JOIN root ON root.id = t.carried_from_id)
        SELECT r.id, r.reference, r.amount, f.amount AS refunded, f.state
        FROM orders_tenderrefund r
        JOIN root ON root.id = r.tender_id
        JOIN orders_tender t ON t.id = root.first
        LEFT JOIN payments_refund f ON f.id = r.refund_id AND f.payment_id = t.payment_id
        WHERE t.kind = 'gateway' AND (
            f.amount IS DISTINCT FROM r.amount OR r.is_credit <> (f.state = 'replaced'))"""
