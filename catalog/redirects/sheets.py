"""Old addresses as a table, with the headers of Shopify's own: one row for each."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.redirects import paths
from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect
from minishop.imports.cells import Row
from minishop.imports.kinds import Change, Request, kinds
from minishop.imports.rowwise import Reading, Refused, Rowwise, cell

FROM, TO = "Redirect from", "Redirect to"


class OldAddresses(Rowwise):
    """Where old addresses lead; a chain is stored as its end, and a circle is kept out."""

    name = "redirects"
    label = _("Old addresses")
    permission = "catalog.change_redirect"
    export_permission = "catalog.view_redirect"
    known_by = (FROM,)
    columns = {
        FROM: _("A path without the shop's name, such as /collections/bags/products/arc-bag."),
        TO: _("A path of this shop, such as /products/arc-bag."),
    }

    def read(self, row: Row, request: Request) -> Reading:
        path = _address(paths.old, row, FROM)
        try:
            to = redirects.destination(path, _address(paths.normal, row, TO))
        except redirects.Loop as loop:
            told = {"via": loop.via, "path": loop.path}
            words = _("That goes in a circle: %(via)s leads back to %(path)s.") % told
            raise Refused(words, TO) from loop
        now = Redirect.objects.filter(path=path).values_list("to", flat=True).first()
        changes = () if now == to else (Change(TO, now or "", to),)
        return Reading(path, changes, partial(redirects.lead, path=path, to=to), is_new=now is None)

    def export(self) -> tuple[list[str], Iterator[Sequence[str]]]:
        return list(self.columns), (
            list(row) for row in Redirect.objects.values_list("path", "to").iterator()
        )


def _address(reading: Callable[[str], str], row: Row, column: str) -> Any:
    try:
        return reading(cell(row, column))
    except ValidationError as problem:
        raise Refused(problem.messages[0], column) from problem


kinds.add(OldAddresses.name, OldAddresses())
