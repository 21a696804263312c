"""What left the house is what parcels took along and what was handed over; nothing leaves twice."""

from minishop import audit


@audit.row("F1", "the pieces of a line that left are those its parcels took along, or were handed over")
def left_in_parcels() -> str:
    return """
        SELECT line.id, line.sent, coalesce(sum(inside.quantity) FILTER (
                   WHERE parcel.state IN ('shipped', 'delivered', 'lost')), 0) AS in_parcels
        FROM orders_orderline line
        JOIN orders_fulfilment f ON f.id = line.fulfilment_id AND f.way = 'ship'
        LEFT JOIN orders_shipmentline inside ON inside.line_id = line.id
        LEFT JOIN orders_shipment parcel ON parcel.id = inside.shipment_id
        GROUP BY line.id
        HAVING line.sent <> coalesce(sum(inside.quantity) FILTER (
                   WHERE parcel.state IN ('shipped', 'delivered', 'lost')), 0)
        UNION ALL
        SELECT line.id, line.sent, 0 FROM orders_orderline line
        JOIN orders_fulfilment f ON f.id = line.fulfilment_id AND f.way = 'pickup'
        WHERE line.sent > 0 AND NOT EXISTS (
            SELECT 1 FROM minishop_event e
            WHERE e.name = 'fulfilment.handed_over' AND e.subject = 'fulfilment:' || f.id)
    """


@audit.row("F2", "no more pieces of a line lie in parcels than were bought, and none of another order's")
def packed_once() -> str:
    return """
        SELECT line.id, line.quantity, sum(inside.quantity) AS packed
        FROM orders_orderline line
        JOIN orders_shipmentline inside ON inside.line_id = line.id
        JOIN orders_shipment parcel ON parcel.id = inside.shipment_id AND parcel.state <> 'voided'
        GROUP BY line.id HAVING sum(inside.quantity) > line.quantity
        UNION ALL
        SELECT line.id, line.quantity, inside.quantity
        FROM orders_shipmentline inside
        JOIN orders_shipment parcel ON parcel.id = inside.shipment_id
        JOIN orders_orderline line ON line.id = inside.line_id
        WHERE line.fulfilment_id <> parcel.fulfilment_id
    """


@audit.row("F3", "what reads as sent or over has nothing left to send")
def nothing_forgotten() -> str:
    return """
        SELECT f.id, f.state, sum(line.quantity - line.sent - line.withdrawn) AS left_here
        FROM orders_fulfilment f JOIN orders_orderline line ON line.fulfilment_id = f.id
        WHERE f.state IN ('shipped', 'done')
        GROUP BY f.id HAVING sum(line.quantity - line.sent - line.withdrawn) > 0
    """
