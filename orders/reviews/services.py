"""Verbs of reviews: write, withdraw, publish, refuse, reply, ask.

Locks in order: order → review → product. Only the move to and from PUBLISHED changes a product's
rating, by the conditional UPDATE that moves it, so that of two who decide one counts.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import IO, Any

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from catalog.ratings import services as ratings
from catalog.shelf import services as shelf
from minishop import events, limits, states
from minishop.retries import retried
from orders.orders.models import Order, OrderLine
from orders.reviews import darkroom
from orders.reviews.darkroom import Kept
from orders.reviews.models import (
    MOST_PHOTOS,
    ChangedMeanwhile,
    NotReviewable,
    Review,
    ReviewPhoto,
    TooManyPhotos,
    TooOften,
)

State = Review.State
#: So often may one review be written anew within an hour: photographs take a processor.
A_HOUR = 12


def write(
    *,
    line: OrderLine,
    rating: int,
    text: str = "",
    name: str = "",
    language: str = "en",
    photos: Sequence[IO[bytes]] = (),
    keep: Collection[int] | None = None,
    actor: Any = None,
) -> Review:
    """The line's one review says so and waits to be read; of its earlier photographs those in `keep` stay.

    Without `keep` all of them do. Written anew, nothing of it is public until staff have read it again.

    Raises:
        NotReviewable: no piece of the line is with the buyer, and there is no review yet.
        TooOften: it was changed `A_HOUR` times within the hour.
        TooManyPhotos: more than `MOST_PHOTOS` would go with it.
        PictureRefused: one of the photographs is none we take.
        PictureNotKept: the storage did not take one.
    """
    if len(photos) > MOST_PHOTOS:
        raise TooManyPhotos
    if not limits.take("review-hour", str(line.pk), most=A_HOUR, per=timedelta(hours=1)):
        raise TooOften
    kept = darkroom.keep(photos)
    said = {"rating": rating, "text": text, "name": name, "language": language}
    try:
        review = _write(line, said, kept, keep, actor)
    except BaseException:
        darkroom.drop(kept)
        raise
    tidy(review)
    return review


@retried
@transaction.atomic
def _write(
    line: OrderLine, said: dict[str, Any], kept: list[Kept], keep: Collection[int] | None, actor: Any
) -> Review:
    line = _held(line)
    review = Review.objects.select_for_update().filter(line=line).first()
    if (review is None or review.state == State.WITHDRAWN) and line.sent <= line.returned:
        raise NotReviewable(line)
    if review is None:
        review = Review.objects.create(line=line, product_id=line.variant.product_id, **said)
    else:
        _reword(review, said, actor)
    _replace_photos(review, kept, keep)
    events.emit("review.written", subject=review, actor=actor, product=review.product_id)
    return review


def _held(line: OrderLine) -> OrderLine:
    """The line as it stands, its order locked."""
    Order.objects.select_for_update().get(pk=line.order_id)
    return OrderLine.objects.select_related("variant").get(pk=line.pk)


def _reword(review: Review, said: dict[str, Any], actor: Any) -> None:
    """It says something else, and waits again; its stars no longer count."""
    fresh = {**said, "written_at": Now(), "refusal": "", "decided_at": None, "decided_by": None}
    if review.state != State.WAITING:
        _move(review, State.WAITING, "review.reopened", actor, **fresh)
    else:
        Review.objects.filter(pk=review.pk).update(**fresh)
        review.refresh_from_db()


def _replace_photos(review: Review, kept: list[Kept], keep: Collection[int] | None) -> None:
    mine = ReviewPhoto.objects.filter(review=review, is_gone=False)
    if keep is not None:
        mine.exclude(pk__in=keep).update(is_gone=True)
    if mine.count() + len(kept) > MOST_PHOTOS:
        raise TooManyPhotos
    after = (mine.aggregate(last=Max("position"))["last"] or 0) + 1
    rows = [one.row(review.pk, place) for place, one in enumerate(kept, start=after)]
    ReviewPhoto.objects.bulk_create(rows)


def withdraw(*, review: Review, actor: Any = None) -> Review:
    """Nothing of it is left, words, stars and photographs; its writer may write anew."""
    review = _withdraw(review, actor)
    tidy(review)
    return review


@retried
@transaction.atomic
def _withdraw(review: Review, actor: Any) -> Review:
    review = _locked(review)
    if review.state != State.WITHDRAWN:
        blank = {"text": "", "name": "", "refusal": "", "reply": "", "replied_at": None}
        ReviewPhoto.objects.filter(review=review).update(is_gone=True)
        _move(review, State.WITHDRAWN, "review.withdrawn", actor, rating=None, **blank)
    return review


def publish(*, review: Review, seen: datetime, actor: Any = None) -> Review:
    """Everyone may read it, photographs included, and its stars count; repeated, nothing changes.

    `seen` is the `written_at` of what was read.

    Raises:
        ChangedMeanwhile: it says something else by now.
        IllegalMove: it was withdrawn.
        PictureNotKept: the storage did not take a photograph; it still waits.
    """
    shown = {photo.pk: darkroom.show(photo) for photo in review.photos.filter(is_gone=False)}
    named: set[int] = set()
    try:
        named = _publish(review, seen, shown, actor)
    finally:
        for pk in shown.keys() - named:
            darkroom.hide(shown[pk])
    review.refresh_from_db()
    return review


@retried
@transaction.atomic
def _publish(review: Review, seen: datetime, shown: dict[int, Any], actor: Any) -> set[int]:
    """The photographs whose sizes in the open are named by their rows now."""
    review = _as_seen(review, seen)
    if review.state == State.PUBLISHED:
        return set()
    decided = {"refusal": "", "decided_at": Now(), "decided_by": actor}
    _move(review, State.PUBLISHED, "review.published", actor, **decided)
    photos = ReviewPhoto.objects.filter(pk__in=shown, review=review, is_gone=False)
    for photo in photos:
        photo.renditions = shown[photo.pk]
    ReviewPhoto.objects.bulk_update(photos, ["renditions"])
    return {photo.pk for photo in photos}


def refuse(*, review: Review, reason: str, seen: datetime, actor: Any = None) -> Review:
    """Nobody but its writer reads it, and they read why; repeated, nothing changes.

    Raises:
        ChangedMeanwhile: it says something else by now.
        IllegalMove: it was withdrawn.
    """
    review = _refuse(review, reason, seen, actor)
    tidy(review)
    return review


@retried
@transaction.atomic
def _refuse(review: Review, reason: str, seen: datetime, actor: Any) -> Review:
    review = _as_seen(review, seen)
    if review.state != State.REFUSED:
        decided = {"refusal": reason[:200], "decided_at": Now(), "decided_by": actor}
        _move(review, State.REFUSED, "review.refused", actor, **decided)
    return review


@retried
@transaction.atomic
def reply(*, review: Review, text: str, actor: Any = None) -> Review:
    """The house answers in public beneath it; with an empty text it no longer does.

    Raises:
        IllegalMove: it is not published.
    """
    review = _locked(review)
    if review.state != State.PUBLISHED:
        raise states.IllegalMove(review, "state", "replied")
    Review.objects.filter(pk=review.pk).update(reply=text, replied_at=Now() if text else None)
    review.refresh_from_db()
    events.emit("review.replied", subject=review, actor=actor)
    shelf.changed()
    return review


def tidy(review: Review | None = None) -> int:
    """No file lies about of photographs that were taken away or are no longer public; how many it were.

    Called after each verb's transaction, and by a sweep for those that were stopped before.
    """
    photos = ReviewPhoto.objects.to_tidy().filter(**{"review": review} if review else {})
    found = list(photos.order_by("pk")[:200])
    for photo in found:
        if photo.is_gone:
            darkroom.destroy(photo)
            photo.delete()
        else:
            darkroom.hide(photo.renditions)
            ReviewPhoto.objects.filter(pk=photo.pk, renditions=photo.renditions).update(renditions={})
    return len(found)


def _locked(review: Review) -> Review:
    return Review.objects.select_for_update().get(pk=review.pk)


def _as_seen(review: Review, seen: datetime) -> Review:
    """The review, locked, while it says what was read."""
    review = _locked(review)
    if review.state != State.WITHDRAWN and review.written_at != seen:
        raise ChangedMeanwhile(review)
    return review


def _move(review: Review, to: str, event: str, actor: Any, **facts: Any) -> None:
    """The state is moved, and the product's rating follows it."""
    before, stars = review.state, review.rating or 0
    tell = {"product": review.product_id}
    states.move(review, "state", to, event=event, actor=actor, tell=tell, **facts)
    gained = (to == State.PUBLISHED) - (before == State.PUBLISHED)
    if gained:
        ratings.rate(product_id=review.product_id, stars=gained * stars, reviews=gained)
