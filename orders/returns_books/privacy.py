"""What a return holds about whoever asked: their words and photographs, and how it was sent back."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.accounts.models import User
from minishop.privacy import Holding, holdings
from orders.forgetting import services as forgetting
from orders.returns.models import Return, ReturnLine, ReturnPhoto

#: What tells of a person, and what it says once they are erased.
WORDS = {"note": "", "answer": "", "carrier": "", "tracking_number": ""}
FACTS = (
    "number", "kind", "state", "reason", "amount", "agreed_amount", "currency", "asked_at", "agreed_at",
    "sent_at", "received_at", "closed_at", *WORDS,
)  # fmt: skip


def export(person: User) -> list[dict[str, Any]]:
    """What the member asked back, in their words, and what came of it."""
    return [
        {name: getattr(row, name) for name in FACTS}
        | {"order": row.order.number, "pieces": _pieces(row), "photographs": row.photos.count()}
        for row in Return.objects.filter(order__user=person).select_related("order").order_by("pk")
    ]


def _pieces(row: Return) -> list[dict[str, Any]]:
    parts = ReturnLine.objects.filter(of=row).order_by("pk")
    return [
        dict(part) for part in parts.values("line__title", "line__label", "quantity", "amount", "received")
    ]


def files(person: User) -> Iterator[tuple[str, Any]]:
    """The photographs the member sent."""
    photos = ReturnPhoto.objects.filter(of__order__user=person).select_related("of").order_by("pk")
    for photo in photos:
        yield f"{photo.of.number}-{photo.pk}.jpg", photo.picture


def under_way(person: User) -> list[str]:
    """A word for each return that is not over."""
    numbers = Return.objects.open().filter(order__user=person).order_by("pk").values_list("number", flat=True)
    return [_("Return %(number)s is not over yet") % {"number": number} for number in numbers]


def erase(person: User) -> None:
    """No words and no photographs are left; numbers, pieces and amounts are."""
    mine = models.Q(of__order__in=forgetting.orders_of(person))
    for photo in ReturnPhoto.objects.filter(mine):
        photo.picture.delete(save=False)  # the file first: a row without one is found again
        photo.delete()
    Return.objects.filter(order__in=forgetting.orders_of(person)).update(**WORDS)


def still_told() -> list[dict[str, Any]]:
    """What returns of erased people still tell of them."""
    erased = Return.objects.filter(order__user__erased_at__isnull=False)
    told = erased.exclude(**WORDS) | erased.filter(photos__isnull=False)
    return [{"return": number} for number in told.distinct().values_list("number", flat=True)]


holdings.add(
    "returns",
    Holding(
        title=gettext_lazy("Returns"),
        what=gettext_lazy(
            "What you asked back and why, in your words and photographs, what we answered, and how it came"
        ),
        why=gettext_lazy("To decide about it, take it back and send you what is yours"),
        kept=gettext_lazy("For as long as the law has us keep the books of a sale"),
        export=export,
        files=files,
        erase=erase,
        stays=gettext_lazy("Numbers, pieces, amounts and dates: the law has us keep the books of a sale"),
        waits_for=under_way,
        remains=still_told,
    ),
)
