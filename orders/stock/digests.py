"""What ran low is written to staff: one digest a house, at most once an hour, of what is low by then."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction

from catalog.products.models import Variant
from minishop import events, limits, notify
from minishop.dashboard import list_of
from minishop.notify import Recipient
from orders.stock.models import StockItem
from orders.stores.models import Store

KIND = "low-stock"
#: A house's staff are written to no more often.
APART = timedelta(hours=1)
#: Pieces named in one message; the list in the admin has them all.
NAMED = 20


def write() -> int:
    """Every house with news has had them written, unless that was within the hour; how many were."""
    houses = Store.objects.filter(stock_items__is_low_news=True).distinct().order_by("pk")
    return sum(_write(house) for house in houses)


@transaction.atomic
def _write(house: Store) -> bool:
    news = StockItem.objects.select_for_update(of=("self",)).filter(store=house, is_low_news=True)
    items = list(news.select_related("variant__product").order_by("pk"))
    few = [item for item in items if _matters(item.variant) and item.available <= item.level]
    if few and not limits.take(KIND, str(house.pk), most=1, per=APART):
        return False
    StockItem.objects.filter(pk__in=[item.pk for item in items]).update(is_low_news=False)
    if few:
        told = events.emit("stock.low_told", subject=house, items=[item.pk for item in few])
        _send(house, few, f"event:{told.pk}")
    return bool(few)


def _matters(variant: Variant) -> bool:
    """Pieces that are not counted are always there."""
    return variant.is_on_sale and variant.is_stock_tracked


def _send(house: Store, few: list[StockItem], about: str) -> None:
    for person in _people(house):
        notify.send(
            KIND,
            reference=f"{about}:{person.pk}",
            to=Recipient(email=person.email, user=person, language=person.language),
            context=_words(house, few),
        )


def _words(house: Store, few: list[StockItem]) -> dict[str, Any]:
    return {
        "house": house,
        "items": few[:NAMED],
        "more": max(len(few) - NAMED, 0),
        "link": settings.PUBLIC_URL + list_of("orders.stockitem", left="low"),
    }


def _people(house: Store) -> Iterable[Any]:
    """Who works in the house, and the admins, where they have an e-mail and may see stock."""
    here = models.Q(store_staff__store=house) | models.Q(is_superuser=True) | models.Q(groups__name="Admins")
    people = get_user_model().objects.filter(here, is_staff=True, is_active=True, email__isnull=False)
    return [one for one in people.distinct().order_by("pk") if one.has_perm("orders.view_stockitem")]
