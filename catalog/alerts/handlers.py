"""Reactions of those who wait."""

from catalog.alerts import services as alerts
from catalog.alerts.models import StockAlert
from minishop import events
from minishop.events.models import Event


@events.on("variant.back")
def tell(event: Event) -> None:
    alerts.tell(event.data["variant"])


@events.on("product.published")
def tell_of_all(event: Event) -> None:
    """What came back while shoppers could not see the product."""
    waiting = StockAlert.objects.waiting().filter(variant__product=event.subject_id)
    for variant in waiting.order_by("variant").values_list("variant", flat=True).distinct():
        alerts.tell(variant)
