"""Reviews of someone who was erased.

Words, name, photographs and what the house answered to them go. Stars that were published stay in the
average, where they are a number of nobody's: people expect to be forgotten, and others that an average
does not change because someone left. What was not published goes altogether.
"""

from typing import Any

from django.db import models, transaction

from catalog.shelf import services as shelf
from orders.forgetting import services as orders
from orders.reviews import services as reviews
from orders.reviews.models import Review, ReviewPhoto

#: What a review tells of its writer, and the answer to it.
TOLD = {"text": "", "name": "", "refusal": "", "reply": "", "replied_at": None}


def erase(*, person: Any) -> None:
    """Nothing tells any more that the person wrote, or what; repeated, nothing changes."""
    own = Review.objects.filter(line__order__in=orders.orders_of(person))
    for review in own.order_by("pk"):
        if review.state == Review.State.PUBLISHED:
            _silence(review)
            reviews.tidy(review)
        else:
            reviews.withdraw(review=review)


@transaction.atomic
def _silence(review: Review) -> None:
    """Only the stars are left."""
    ReviewPhoto.objects.filter(review=review).update(is_gone=True)
    Review.objects.filter(pk=review.pk).update(**TOLD)
    shelf.changed()


def still_told() -> models.QuerySet[Review]:
    """Reviews of erased people that still tell something of them."""
    erased = Review.objects.filter(line__order__user__erased_at__isnull=False)
    told = ~models.Q(**TOLD) | models.Q(photos__isnull=False)
    return erased.filter(told).distinct()
