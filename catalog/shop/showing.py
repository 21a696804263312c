"""What a listing's page and its sheet of filters show, wherever the listing stands."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.shop import chips, directory, listing
from catalog.shop.scopes import Scope
from catalog.shop.sheet import sheet
from catalog.shop.wishes import SORTS, Wish

SORT_WORDS = {
    "newest": _("Newest first"),
    "loved": _("Loved most"),
    "price-up": _("Price, low first"),
    "price-down": _("Price, high first"),
    "hand": pgettext_lazy("order of a collection", "As arranged"),
    "title": _("By name"),
    "best": _("Best match first"),
}


def shown(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """The pieces asked for, the filters that are on, and the ways on from here.

    Raises:
        Http404: the address names a page beyond the last.
    """
    wish = scope.settled(Wish.of(request.GET))
    since, page = _pages(request)
    found = listing.listing(scope, wish, page, since=since)
    if page > 1 and not found.pieces:
        raise Http404(page)
    is_common = listing.is_common(scope, wish)
    return {
        "scope": scope,
        "wish": wish,
        "path": scope.path,
        "found": found,
        "since": since,
        "chips": chips.chips(scope, wish),
        "ways_out": [] if found.pieces else chips.ways_out(scope, wish),
        "clear_url": scope.address(Wish(sort=wish.sort)),
        "more_url": scope.address(wish, page=page + 1) if found.has_more else "",
        "kept_url": scope.address(wish, upto=page + 1),
        "back_url": scope.address(wish),
        "filters_url": scope.sheet_address(wish),
        "sort_words": SORT_WORDS[wish.sort or scope.own],
        "departments": directory.departments(),
        "bands": listing.BANDS,
        "shelf_key": f"{scope.name}?{wish.query(page=page, since=since)}" if is_common else "",
    }


def filters(request: HttpRequest, scope: Scope) -> dict[str, Any]:
    """The listing with the sheet over it."""
    page = shown(request, scope)
    wish = page["wish"]
    sorts = [scope.own, *(sort for sort in SORTS if sort != scope.own)]
    return {
        **page,
        "sheet": sheet(scope, wish),
        "sorts": [
            ("" if sort == scope.own else sort, SORT_WORDS[sort], sort == (wish.sort or scope.own))
            for sort in sorts
        ],
    }


def _pages(request: HttpRequest) -> tuple[int, int]:
    """The first and the last page asked for: one, or all up to one that someone came back to."""
    upto = _number(request.GET.get("upto", ""))
    if upto > 1:
        return max(1, upto - listing.PAGES_AT_ONCE + 1), upto
    page = _number(request.GET.get("page", ""))
    return page, page


def _number(text: str) -> int:
    return min(max(int(text[:9]), 1), 1000) if text.isascii() and text.isdigit() else 1
