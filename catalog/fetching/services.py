"""Verbs of photographs that tables named by address: fetch what is due, try again, give up.

Each is claimed by a conditional UPDATE with a lease, fetched in no transaction, and put into the gallery
in one that still finds the claim: whoever dies half way leaves it to the next round, and no picture comes
twice, as pictures are known by what they hold.
"""

import io
import time
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now

from catalog.fetching.download import SECONDS, NotFetched, fetch
from catalog.fetching.models import PendingImage
from catalog.pictures import services as pictures
from catalog.pictures.models import Picture, PictureNotKept
from catalog.pictures.services import PictureRefused
from catalog.products import services as products
from catalog.products.models import Product, ProductImage, Variant
from minishop import states

log = structlog.get_logger(__name__)

#: Longer than a fetch and the developing after it may take.
LEASE = timedelta(seconds=90)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480))
BATCH = 100


def fetch_all(*, seconds: float) -> int:
    """How many pictures came, one at a time, until nothing is due or the time is over.

    A host that was slow or away is left alone until the next round.
    """
    deadline, came, tired = time.monotonic() + seconds, 0, set[str]()
    for row in PendingImage.objects.due()[:BATCH]:
        if time.monotonic() > deadline:
            break
        if row.host not in tired and claim(row):
            reason = _bring(row)
            came += reason == ""
            if reason in ("slow", "away"):
                tired.add(row.host)
    return came


def claim(row: PendingImage) -> bool:
    """Whether the row is ours now, with one more try counted."""
    due = PendingImage.objects.due().order_by().filter(pk=row.pk)
    if not due.update(leased_until=Now() + LEASE, tries=models.F("tries") + 1):
        return False
    row.refresh_from_db(fields=["leased_until", "tries"])
    return True


def _bring(row: PendingImage) -> str:
    """The picture is in its places and the empty string the answer, or the reason stands on the row."""
    try:
        data = fetch(row.source, seconds=SECONDS, allow=settings.FETCH_ALLOW)
        picture = pictures.add(io.BytesIO(data), alt=row.words)
    except NotFetched as failure:
        _put_off(row, str(failure), failure.passing)
        return failure.reason
    except PictureRefused as refusal:
        _put_off(row, refusal.reason, passing=False)
        return refusal.reason
    except PictureNotKept:
        _put_off(row, "storage", passing=True)
        return "storage"
    _place(row, picture)
    return ""


@transaction.atomic
def _place(row: PendingImage, picture: Picture) -> None:
    """The picture stands in the gallery and on the variants it was meant for; the row is gone."""
    product = Product.objects.select_for_update().get(pk=row.product_id)  # before its variants
    ours = _ours(row).select_for_update().first()
    if ours is None:
        return
    Picture.objects.without_words().filter(pk=picture.pk).update(alt=ours.words)
    if ours.in_gallery:
        ProductImage.objects.get_or_create(
            product=product,
            picture=picture,
            defaults={"position": ours.position, "source": ours.source},
        )
    Variant.objects.filter(pk__in=ours.variants.values("pk")).update(picture=picture)
    ours.delete()
    products.touched(product=product)


def _put_off(row: PendingImage, reason: str, passing: bool) -> None:
    """It is tried again after a pause, or refused when that is no use."""
    log.info("picture.not_fetched", pending=row.pk, reason=reason, tries=row.tries)
    if passing and row.tries <= len(PAUSES):
        wait = Now() + PAUSES[row.tries - 1]
        _ours(row).update(leased_until=None, run_at=wait, error=reason)
        return
    with transaction.atomic():
        ours = _ours(row).select_for_update().first()
        if ours:
            refused = PendingImage.State.REFUSED
            states.move(ours, "state", refused, event="picture.not_fetched", error=reason, leased_until=None)


def _ours(row: PendingImage) -> models.QuerySet[PendingImage]:
    return PendingImage.objects.waiting().filter(pk=row.pk, leased_until=row.leased_until)


@transaction.atomic
def try_again(*, row: PendingImage, actor: Any = None) -> None:
    """It is due at once, with all its tries before it.

    Raises:
        IllegalMove: it was not refused.
    """
    waiting = PendingImage.State.WAITING
    states.move(
        row, "state", waiting, event="picture.asked_again", actor=actor, tries=0, error="", run_at=Now()
    )


def give_up(*, row: PendingImage) -> None:
    """Nobody fetches it any more; the product stays as it is."""
    PendingImage.objects.filter(pk=row.pk).delete()
