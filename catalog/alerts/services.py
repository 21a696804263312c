"""Verbs of those who wait: ask, take back, tell.

Everyone who waits is told once. A wish is taken by a conditional UPDATE in the transaction that writes
its message, so that of two handlers one tells, and of a killed one nothing stays.
"""

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from catalog.alerts.models import StockAlert, TooOften
from catalog.products.models import Product, Variant
from minishop import events, limits, notify
from minishop.notify import Recipient

KIND = "back-in-stock"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: A wish that waited so long is forgotten, whether the piece came back or not.
KEPT = timedelta(days=180)
#: So many are told in one transaction; an event goes on with the rest.
BATCH = 100


def ask(
    *, variant: Variant, user: Any = None, email: str = "", phone: str = "", asker: str, language: str = ""
) -> str:
    """The person waits for the variant; returns the token that takes the wish back.

    Members are written to at their account's address, others at the one given. Whoever waits already
    goes on waiting, and the caller can't tell.

    Raises:
        TooOften: a limit of the visitor's, the address's or the shop's is used up.
    """
    _within_limits(asker, user, email, phone)
    token = secrets.token_urlsafe(24)
    who = {"user": user} if user else {"user": None, "email": email, "phone": phone}
    more = models.Func(models.F("tokens"), models.Value(token), function="array_append")
    while True:
        row, is_new = StockAlert.objects.get_or_create(
            variant=variant, told_at=None, **who, defaults={"tokens": [token], "language": language}
        )
        # the other's wish may have been told or taken back by now: then this one waits by itself
        if is_new or StockAlert.objects.waiting().filter(pk=row.pk).update(tokens=more):
            return token


def _within_limits(asker: str, user: Any, email: str, phone: str) -> None:
    """Ten an hour and thirty a day for a visitor, ten a day for an address; the shop's own for SMS."""
    visitor = _digest(f"member {user.pk}" if user else limits.household(asker))
    allowed = limits.take("alert.hour", visitor, most=10, per=HOUR) and limits.take(
        "alert.day", visitor, most=30, per=DAY
    )
    if allowed and not user:
        allowed = limits.take("alert.address", _digest(email or phone), most=10, per=DAY)
    if allowed and phone:
        allowed = limits.take("alert.sms", "all", most=settings.STOCK_ALERTS_BY_SMS_A_DAY, per=DAY)
    if not allowed:
        raise TooOften


def _digest(value: str) -> str:
    return salted_hmac("catalog.alerts", value, algorithm="sha256").hexdigest()


@transaction.atomic
def take_back(*, token: str) -> bool:
    """Whoever holds the token no longer waits; the last of them takes the address with them."""
    row = StockAlert.objects.under(token).select_for_update().first()
    if row is None:
        return False
    row.tokens.remove(token)
    if row.tokens and row.user_id is None:
        row.save(update_fields=["tokens"])
    else:
        row.delete()
    return True


@transaction.atomic
def tell(variant_id: int) -> int:
    """Those who wait are written to once and their addresses forgotten; how many were by this call.

    While the variant can't be bought, or has to be waited for, they stay waiting.
    """
    variant = _back(variant_id)
    if variant is None:
        return 0
    rows = list(_waiting(variant_id))
    told = sum(_tell(row, variant) for row in rows)
    if len(rows) == BATCH:
        events.emit("variant.back", subject=variant, variant=variant_id)
    return told


def _back(variant_id: int) -> Variant | None:
    """The variant if it lies on a shelf and shoppers may see it."""
    here = Variant.objects.filter(pk=variant_id, is_on_sale=True, in_stock=True, is_backordered=False)
    return here.filter(product__in=Product.objects.on_sale()).select_related("product").first()


def _waiting(variant_id: int) -> models.QuerySet[StockAlert]:
    rows = StockAlert.objects.waiting().filter(variant=variant_id).select_related("user")
    return rows.select_for_update(of=("self",)).order_by("pk")[:BATCH]


def _tell(row: StockAlert, variant: Variant) -> bool:
    if not _take(row):
        return False
    person = row.user
    to = Recipient(
        email=(person.email or "") if person else row.email,
        phone=str(person.phone or "") if person else row.phone,
        user=person,
        language=(person.language if person else "") or row.language,
    )
    link = f"{settings.PUBLIC_URL}{variant.product.get_absolute_url()}?variant={variant.pk}"
    notify.send(KIND, reference=f"alert:{row.pk}", to=to, context={"piece": variant, "link": link})
    return True


def _take(row: StockAlert) -> bool:
    """The wish is this call's to tell, and its address is gone from here."""
    taken = StockAlert.objects.waiting().filter(pk=row.pk)
    return taken.update(told_at=Now(), email="", phone="", tokens=[]) == 1


def overdue() -> models.QuerySet[StockAlert]:
    """Wishes that should have been forgotten a day ago."""
    return StockAlert.objects.filter(created_at__lt=Now() - KEPT - DAY)


def forget() -> int:
    """Wishes older than half a year are gone, told or not."""
    return StockAlert.objects.filter(created_at__lt=Now() - KEPT).delete()[0]
