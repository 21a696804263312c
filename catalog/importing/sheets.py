"""The table of products, for the import desk and the commands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.exporting import services as exporting
from catalog.importing import services as importing
from catalog.tables import reading
from catalog.tables.reading import Unit
from minishop.imports.kinds import Outcome, Request, kinds
from minishop.imports.tables import Table, TableRefused


class Products:
    """Products with their variants, prices and photographs, in the columns of Shopify's product CSV."""

    name = "products"
    label = _("Products")
    permission = "catalog.change_product"
    export_permission = "catalog.view_product"
    switches: Mapping[str, Any] = {"set_stock": _("Set the stock of what is here already")}
    needs: Sequence[str] = ()  # a handle or a title in either generation of headers: `units` looks

    def units(self, table: Table) -> Iterator[Unit]:
        """Raises:
        TableRefused: neither a handle nor a title says which product a row is about.
        """
        if not reading.Layout(table.headers).has_any(("Handle", "Title")):
            raise TableRefused(_("There is neither a column Handle nor a column Title."))
        return reading.units(table)

    def plan(self, unit: Unit, request: Request) -> Outcome:
        return importing.plan(unit, request)

    def apply(self, unit: Unit, request: Request) -> Outcome:
        return importing.apply(unit, request)

    def export(self) -> tuple[list[str], Iterable[Sequence[str]]]:
        return exporting.table()


kinds.add("products", Products())
