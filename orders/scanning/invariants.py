"""Audit: one success for a code, its effect is there, and whoever scanned had the right to."""

from minishop import audit


@audit.row("Q1", "a code is handed over once")
def two_successes() -> str:
    return """
        SELECT pickup_id, count(*) AS hand_overs FROM orders_scan
        WHERE outcome = 'handed_over' GROUP BY pickup_id HAVING count(*) > 1 OR pickup_id IS NULL
    """


@audit.row("Q1.effect", "a hand-over is known to its pick-up and fulfilment")
def effect_absent() -> str:
    return """
        SELECT scan.id AS scan, pickup.id AS pickup, fulfilment.state
        FROM orders_scan scan
        JOIN orders_pickup pickup ON pickup.id = scan.pickup_id
        JOIN orders_fulfilment fulfilment ON fulfilment.id = pickup.fulfilment_id
        WHERE scan.outcome = 'handed_over'
          AND (pickup.collected_at IS NULL OR pickup.collected_by_id IS DISTINCT FROM scan.staff_id
               OR fulfilment.state <> 'done' AND NOT EXISTS (
                   SELECT 1 FROM orders_orderline line
                   WHERE line.fulfilment_id = fulfilment.id
                     AND line.quantity > line.sent + line.withdrawn))
    """


@audit.row("Q1.right", "a hand-over happened in the pick-up's store, by right")
def without_right() -> str:
    return """
        SELECT scan.id AS scan, scan.store_id AS scanned_in, pickup.store_id AS store
        FROM orders_scan scan
        JOIN orders_pickup pickup ON pickup.id = scan.pickup_id
        WHERE scan.outcome = 'handed_over'
          AND (scan.store_id <> pickup.store_id OR scan."right" NOT IN ('store', 'any'))
    """
