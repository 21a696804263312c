"""Whose texts of delivery may be brought as a table."""

from minishop.wording.registry import Wording, word
from orders.shipping.models import ShippingZone

word(
    Wording("delivery", ShippingZone, lambda zone, actor: zone.save(update_fields=["translations"]), key="pk")
)
