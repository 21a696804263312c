"""What a movement of store credit was about, for the member who reads their statement."""

from django.urls import reverse

from members.credit.services import subjects
from orders.orders.models import Order
from orders.tenders.models import TenderRefund


def _page(number: str) -> tuple[str, str]:
    return number, reverse("order", args=[number])


def of_orders(references: list[str]) -> dict[str, tuple[str, str]]:
    """Of `order:42:tender:7:1` the order's number, and its page."""
    keys = {reference: int(reference.split(":")[1]) for reference in references}
    numbers = dict(Order.objects.filter(pk__in=keys.values()).values_list("pk", "number"))
    return {reference: _page(numbers[pk]) for reference, pk in keys.items() if pk in numbers}


def of_refunds(references: list[str]) -> dict[str, tuple[str, str]]:
    """Of `tender-refund:9` the number of the order whose money came back, and its page."""
    keys = {reference: int(reference.split(":")[1]) for reference in references}
    rows = TenderRefund.objects.filter(pk__in=keys.values())
    numbers = dict(rows.values_list("pk", "tender__order__number"))
    return {reference: _page(numbers[pk]) for reference, pk in keys.items() if pk in numbers}


subjects.add("order", of_orders)
subjects.add("tender-refund", of_refunds)
