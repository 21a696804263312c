"""What someone wrote about pieces they bought."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from minishop.privacy import Holding, holdings
from orders.reviews import forgetting
from orders.reviews.models import Review, ReviewPhoto

WRITTEN = ("rating", "text", "name", "state", "refusal", "reply", "written_at")


def export(person: Any) -> list[dict[str, Any]]:
    """All they wrote and how it stands, as plain values."""
    own = Review.objects.filter(line__order__user=person).exclude(state=Review.State.WITHDRAWN)
    return [dict(row) for row in own.order_by("pk").values(*WRITTEN, title=models.F("line__title"))]


def files(person: Any) -> Iterator[tuple[str, Any]]:
    """The photographs they added."""
    own = ReviewPhoto.objects.filter(review__line__order__user=person, is_gone=False).order_by("pk")
    for photo in own:
        yield f"review-{photo.review_id}-{photo.pk}.webp", photo.picture


holdings.add(
    "reviews",
    Holding(
        title=_("Your reviews"),
        what=_("Stars, words, photographs and the name you signed with, for a piece you bought"),
        why=_("To show other buyers what you think of it, once we have read it"),
        kept=_("Until you delete it, which you can at any time on the order’s page"),
        export=export,
        files=files,
        erase=lambda person: forgetting.erase(person=person),
        stays=_("The stars of a published review, as a number in an average: nobody can tell whose it was"),
        remains=forgetting.still_told,
    ),
)
