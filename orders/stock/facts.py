"""What the catalogue is told: which variants some store still has."""

from django.db import transaction
from django.db.models import F

from catalog.products import services as products
from catalog.products.models import Variant
from orders.stock.models import StockItem


@transaction.atomic
def write_down(variant_ids: list[int]) -> None:
    """`Variant.in_stock` says what the shelves say.

    The variants are locked first, so that of two writers the later one has seen both changes.
    """
    variants = list(Variant.objects.select_for_update().filter(pk__in=variant_ids).order_by("pk"))
    free = StockItem.objects.filter(variant__in=variant_ids, store__is_open=True, on_hand__gt=F("reserved"))
    having = set(free.values_list("variant_id", flat=True))
    products.note_stock({v.pk: not v.is_stock_tracked or v.pk in having for v in variants})
