"""A review that everyone may read is something its writer did for the club."""

from members.activities import services as activities
from minishop import events
from minishop.events.models import Event
from orders.reviews.models import Review


@events.on("review.published")
def thank(event: Event) -> None:
    """Once for each review, however often it is taken down and published again; guests collect nothing."""
    review = Review.objects.select_related("line__order__user").get(pk=event.subject_id)
    if user := review.line.order.user:
        activities.done(user=user, code="reviewed", source=f"review:{review.pk}")
