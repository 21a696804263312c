"""What a movement of points was about, where it was a purchase in a house, for who reads the statement."""

from members.points.services import subjects
from orders.purchases.models import Purchase


def of_purchases(references: list[str]) -> dict[str, tuple[str, str]]:
    """Of `purchase:12:till` the house, and the page of the receipt."""
    keys = {reference: int(reference.split(":")[1]) for reference in references}
    rows = Purchase.objects.select_related("store").in_bulk(set(keys.values()))
    found = {reference: rows[pk] for reference, pk in keys.items() if pk in rows}
    return {reference: (row.store.t.name, row.get_absolute_url()) for reference, row in found.items()}


subjects.add("purchase", of_purchases)
