"""What lets a listing of any size be read from its beginning, and counted without its rows."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


def of_words(column: str, name: str) -> GinIndex:
    """Any part of the column's words is found by it, in either case."""
    return GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=name)


def of_listings() -> list[models.Index]:
    """For each order of a listing one that is read from its beginning; and one that holds all filters ask."""
    orders = {
        "newest": ["-published_at", "-id"],
        "loved": ["-sold_count", "-published_at", "-id"],
        "price_up": ["price_from", "id"],
        "price_down": ["-price_from", "id"],
        "by_title": ["title", "id"],
    }
    active = models.Q(status="active")
    asked = ["withdrawn_at", "in_stock", "price_from", "vendor", "facets"]
    return [
        *(
            models.Index(fields=["-in_stock", *fields], name=f"product_{name}", condition=active)
            for name, fields in orders.items()
        ),
        models.Index(fields=["-published_at", "id"], include=asked, name="product_asked", condition=active),
        GinIndex(fields=["facets"], name="product_facets", fastupdate=False),
    ]
