"""Audit: numbers without gaps, totals as agreed, credit notes within their invoice."""

from minishop import audit


@audit.row("N1", "invoices and credit notes of a year are numbered without gaps")
def gapless() -> str:
    return """
        SELECT s.kind, s.year, s.last, count(i.id) AS issued, coalesce(max(i.sequence), 0) AS highest
        FROM orders_invoiceseries s LEFT JOIN orders_invoice i ON i.kind = s.kind AND i.year = s.year
        GROUP BY s.id HAVING s.last <> count(i.id) OR s.last <> coalesce(max(i.sequence), 0)
        UNION ALL
        SELECT i.kind, i.year, 0, count(*), max(i.sequence) FROM orders_invoice i
        WHERE NOT EXISTS (SELECT 1 FROM orders_invoiceseries s WHERE s.kind = i.kind AND s.year = i.year)
        GROUP BY i.kind, i.year"""


@audit.row("N2", "an invoice's total is its order's, and every document's lines sum to it")
def totals() -> str:
    return """
        SELECT i.number, 'order' AS what, i.total AS stands, o.total AS adds_up
        FROM orders_invoice i JOIN orders_order o ON o.id = i.order_id
        WHERE i.kind = 'invoice'
          AND (i.total <> o.total OR i.tax <> o.tax_included OR i.currency <> o.currency)
        UNION ALL
        SELECT i.number, 'lines', i.total, l.sum FROM orders_invoice i
        JOIN LATERAL (SELECT coalesce(sum((one ->> 'amount')::numeric), 0) AS sum
                      FROM jsonb_array_elements(i.lines) one) l ON true
        WHERE i.total <> l.sum"""


@audit.row("N3", "credit notes are of the same order as their invoice and never more than it")
def within() -> str:
    return """
        SELECT i.number, i.total, sum(c.total) AS credited, sum(c.tax) AS tax
        FROM orders_invoice i JOIN orders_invoice c ON c.corrects_id = i.id
        GROUP BY i.id
        HAVING sum(c.total) > i.total OR sum(c.tax) > i.tax
            OR bool_or(c.order_id <> i.order_id OR c.currency <> i.currency)"""


@audit.row("N4", "what went back of an invoiced order has its credit note")
def credited() -> str:
    # Reactions run within seconds; a refund whose credit note waits longer was forgotten.
    return """
        SELECT r.reference, r.total AS went_back FROM (
            SELECT t.order_id, r.reference, sum(r.amount) AS total, max(r.created_at) AS at
            FROM orders_tenderrefund r JOIN orders_tender t ON t.id = r.tender_id
            GROUP BY t.order_id, r.reference) r
        JOIN orders_invoice i ON i.order_id = r.order_id AND i.kind = 'invoice'
        LEFT JOIN orders_invoice c ON c.reference = r.reference
        WHERE c.id IS NULL AND greatest(r.at, i.issued_at) < now() - interval '10 minutes'"""
