"""Stock is conserved, and nothing is promised twice or for ever."""

from minishop import audit


@audit.row("S1", "what lies in a store is the sum of its movements")
def conserved() -> str:
    return """
        SELECT item.id, item.on_hand, coalesce(moved.pieces, 0) AS moved
        FROM orders_stockitem item
        LEFT JOIN (SELECT item_id, sum(quantity) AS pieces FROM orders_stockmovement GROUP BY item_id) moved
          ON moved.item_id = item.id
        WHERE item.on_hand <> coalesce(moved.pieces, 0)"""


@audit.row("S2", "what is reserved is the sum of its active reservations, and lies there or may be owed")
def explained() -> str:
    return """
        SELECT item.id, item.on_hand, item.reserved, item.backorder_limit, coalesce(held.pieces, 0) AS held
        FROM orders_stockitem item
        LEFT JOIN (SELECT item_id, sum(quantity) AS pieces FROM orders_reservation
                   WHERE state = 'active' GROUP BY item_id) held ON held.item_id = item.id
        WHERE item.reserved <> coalesce(held.pieces, 0) OR item.reserved < 0
           OR item.reserved > item.on_hand + item.backorder_limit"""


@audit.row("S3", "no hold outlives its time by more than two sweeps")
def fresh() -> str:
    return """
        SELECT id, reference, expires_at FROM orders_reservation
        WHERE state = 'active' AND expires_at < now() - interval '5 minutes'"""
