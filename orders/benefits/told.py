"""What a movement of points was about, where it was an order, for the member who reads their statement."""

from django.urls import reverse

from members.points.services import subjects
from orders.orders.models import OrderLine
from orders.tenders.told import of_orders, of_refunds


def of_lines(references: list[str]) -> dict[str, tuple[str, str]]:
    """Of `order-line:61:reward:1` the order's number, and its page."""
    keys = {reference: int(reference.split(":")[1]) for reference in references}
    numbers = dict(OrderLine.objects.filter(pk__in=keys.values()).values_list("pk", "order__number"))
    found = {reference: numbers[pk] for reference, pk in keys.items() if pk in numbers}
    return {reference: (number, reverse("order", args=[number])) for reference, number in found.items()}


subjects.add("order", of_orders)
subjects.add("order-line", of_lines)
subjects.add("tender-refund", of_refunds)
