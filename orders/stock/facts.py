"""What the catalogue is told: which variants some store still has."""

from django.db import transaction
from django.db.models import F

from catalog.products import services as products
from catalog.products.models import Product, Variant
from orders.stock.models import StockItem


@transaction.atomic
def write_down(variant_ids: list[int]) -> None:
    """The catalogue says of these variants what the shelves say: whether any is left, where, and
    whether what is not can be ordered all the same.

    Their products are locked first, so that of two writers the later one has seen both changes.
    """
    rows = Product.objects.filter(variants__in=variant_ids).order_by("pk")
    list(Product.objects.select_for_update().filter(pk__in=rows.values("pk")).order_by("pk"))
    tracked = dict(Variant.objects.filter(pk__in=variant_ids).values_list("pk", "is_stock_tracked"))
    codes: dict[int, list[str]] = {pk: [] for pk in tracked}
    free = StockItem.objects.filter(variant__in=tracked, store__is_open=True, on_hand__gt=F("reserved"))
    for variant_id, code in free.order_by("store__code").values_list("variant_id", "store__code"):
        codes[variant_id].append(code)
    owed = StockItem.objects.filter(
        variant__in=tracked,
        store__is_open=True,
        store__ships=True,
        reserved__lt=F("on_hand") + F("backorder_limit"),
    )
    later = {pk for pk in owed.values_list("variant_id", flat=True) if tracked[pk] and not codes[pk]}
    in_stock = {pk: not is_tracked or bool(codes[pk]) or pk in later for pk, is_tracked in tracked.items()}
    products.note_stock(in_stock, stores=codes, later=later)
