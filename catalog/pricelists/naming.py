"""Which variant a row of a table means: by SKU, else by barcode, else by handle and options."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.products.models import Variant
from minishop.imports.cells import Row
from minishop.imports.rowwise import Refused, cell

SKU, BARCODE, HANDLE = ("SKU", "Variant SKU"), ("Barcode", "Variant Barcode"), ("Handle", "URL handle")
#: The names to tell people first.
KNOWN_BY = (SKU[0], BARCODE[0], HANDLE[0], SKU[1], BARCODE[1], HANDLE[1])
OPTIONS = ("Option1 Value", "Option2 Value", "Option3 Value")
#: What Shopify writes where a piece comes in one way only.
ONE_WAY = "default title"


def variant_of(row: Row) -> Variant:
    """The variant the row means, with its product.

    Raises:
        Refused: it names none, one that is not here, or several.
    """
    sku, barcode, handle = cell(row, *SKU), cell(row, *BARCODE), cell(row, *HANDLE)
    if sku:
        return _only({"sku": sku}, _("No piece has the SKU “%(name)s”.") % {"name": sku}, SKU[0])
    if barcode:
        return _only(
            {"barcode": barcode}, _("No piece has the barcode “%(name)s”.") % {"name": barcode}, BARCODE[0]
        )
    if not handle:
        raise Refused(_("The row names no piece: it has neither SKU, barcode nor handle."))
    values = [told for name in OPTIONS if (told := cell(row, name)) and told.casefold() != ONE_WAY]
    about = {"product__handle": handle, "option_values": values}
    words = {"name": " · ".join([handle, *values])}
    return _only(about, _("There is no piece “%(name)s”.") % words, HANDLE[0])


def _only(about: dict[str, Any], missing: Any, column: str) -> Variant:
    found = list(Variant.objects.filter(**about).select_related("product")[:2])
    if not found:
        raise Refused(missing, column)
    if len(found) > 1:
        raise Refused(_("Several pieces have it; name one by its SKU."), column)
    return found[0]
