"""Pieces that left before shipments were counted are counted, and parcels that left have their shipment."""

from django.db import migrations

SENT = """
UPDATE orders_orderline line SET sent = line.quantity FROM orders_fulfilment f
WHERE f.id = line.fulfilment_id AND f.state IN ('shipped', 'done')
"""
SHIPMENTS = """
INSERT INTO orders_shipment (fulfilment_id, number, state, carrier, carrier_name, service, tracking_number,
                             booking, failure, label, grams, asked, created_at, shipped_at, delivered_at)
SELECT id, 'S' || lpad(id::text, 19, '0'), CASE state WHEN 'done' THEN 'delivered' ELSE 'shipped' END,
       'manual', carrier, '', tracking_number, 'none', '', '', 0, 0,
       coalesce(shipped_at, now()), shipped_at, done_at
FROM orders_fulfilment WHERE way = 'ship' AND state IN ('shipped', 'done')
"""
LINES = """
INSERT INTO orders_shipmentline (shipment_id, line_id, quantity)
SELECT s.id, l.id, l.quantity FROM orders_shipment s JOIN orders_orderline l ON l.fulfilment_id = s.fulfilment_id
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_after_the_sale")]

    operations = [migrations.RunSQL([SENT, SHIPMENTS, LINES], migrations.RunSQL.noop)]
