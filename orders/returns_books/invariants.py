"""Returns and orders agree: what is counted, what came back, what was given for it, and who decided."""

from minishop import audit

STANDS = "r.state NOT IN ('refused', 'withdrawn', 'lapsed')"


@audit.row("R1", "a line counts the pieces of the returns that stand: claimed, withdrawn, returned")
def counted() -> str:
    return f"""
        SELECT line.id, line.claimed, line.withdrawn, line.returned, coalesce(counted.claimed, 0) AS asked
        FROM orders_orderline line LEFT JOIN (
            SELECT p.line_id, sum(coalesce(p.received, p.quantity)) AS claimed,
                   coalesce(sum(p.quantity) FILTER (WHERE r.is_before_leaving), 0) AS withdrawn,
                   coalesce(sum(p.received) FILTER (WHERE p.fate <> ''), 0) AS returned
            FROM orders_returnline p JOIN orders_return r ON r.id = p.of_id AND {STANDS}
            GROUP BY p.line_id) counted ON counted.line_id = line.id
        WHERE (line.claimed, line.withdrawn, line.returned) IS DISTINCT FROM
              (coalesce(counted.claimed, 0), coalesce(counted.withdrawn, 0), coalesce(counted.returned, 0))
    """  # noqa: S608 — of our own words


@audit.row("R2", "what goes back, or on to a replacement, for a return is what was agreed, and only then")
def given() -> str:
    return """
        SELECT r.number, r.state, r.agreed_amount, moved.amount AS given
        FROM orders_return r CROSS JOIN LATERAL (
            SELECT CASE WHEN r.kind = 'exchange'
                THEN (SELECT coalesce(sum(t.amount), 0) FROM orders_tender t
                      WHERE t.order_id = r.replacement_id AND t.carried_from_id IS NOT NULL)
                ELSE (SELECT coalesce(sum(b.amount), 0) FROM orders_tenderrefund b
                      WHERE b.reference = 'return:' || r.id) END AS amount) moved
        WHERE moved.amount <> CASE WHEN r.state IN ('refunding', 'replacing', 'done')
                                   THEN coalesce(r.agreed_amount, -1) ELSE 0 END
           OR r.amount <> (SELECT sum(p.amount) FROM orders_returnline p WHERE p.of_id = r.id)
    """


@audit.row("R3", "what is claimed of a line is within what was agreed for it, and all of it is just that")
def shared() -> str:
    return f"""
        SELECT line.id, line.quantity, taken.pieces, taken.goods, line.amount + changed.amount AS net
        FROM orders_orderline line
        JOIN (SELECT p.line_id, sum(coalesce(p.received, p.quantity)) AS pieces,
                     sum(p.amount - p.delivery_amount) AS goods, sum(p.delivery_amount) AS delivery
              FROM orders_returnline p JOIN orders_return r ON r.id = p.of_id AND {STANDS}
              GROUP BY p.line_id) taken ON taken.line_id = line.id
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(s.amount) FILTER (WHERE a.code <> 'delivery'), 0) AS amount,
                   coalesce(sum(s.amount) FILTER (WHERE a.code = 'delivery'), 0) AS delivery
            FROM orders_allocation s JOIN orders_adjustment a ON a.id = s.adjustment_id
            WHERE s.line_id = line.id) changed
        WHERE taken.goods > line.amount + changed.amount OR taken.delivery > changed.delivery
           OR (taken.pieces = line.quantity AND taken.goods <> line.amount + changed.amount)
    """  # noqa: S608 — of our own words


@audit.row("P3.pieces", "no more pieces came back than left, nor are more claimed than were bought")
def bounded() -> str:
    return """
        SELECT id, quantity, sent, claimed, returned FROM orders_orderline
        WHERE returned > sent OR returned > quantity OR claimed > quantity OR sent + withdrawn > quantity"""


@audit.row("A1.returns", "a return that was agreed has who agreed in the trail, or was within the rules")
def trail() -> str:
    return """
        SELECT r.number, r.state FROM orders_return r
        WHERE r.agreed_at IS NOT NULL AND (
            (r.agreed_by_id IS NULL) <> r.is_automatic
            OR NOT EXISTS (SELECT 1 FROM minishop_event e
                           WHERE e.subject = 'return:' || r.id AND e.name = 'return.agreed'
                             AND e.actor_id IS NOT DISTINCT FROM r.agreed_by_id)
            OR r.seconded_by_id IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM minishop_event e WHERE e.subject = 'return:' || r.id
                AND e.name = 'return.seconded' AND e.actor_id = r.seconded_by_id))"""
