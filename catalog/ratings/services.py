"""The verb of ratings: what the department above counts is written down on the product."""

from django.db import transaction
from django.db.models import F

from catalog.products import facts
from catalog.products.models import Product
from catalog.shelf import services as shelf


@transaction.atomic
def rate(*, product_id: int, stars: int, reviews: int) -> None:
    """The product has so many more stars from so many more reviews, or fewer where they are negative.

    Called in the transaction that publishes a review or takes it back, as its last lock.
    """
    facts.hold(product_id)
    rated = Product.objects.filter(pk=product_id)
    rated.update(rating_sum=F("rating_sum") + stars, rating_count=F("rating_count") + reviews)
    shelf.changed()
