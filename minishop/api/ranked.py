"""Pages of what was ranked for a query, where the order is the finder's and no columns'."""

from typing import Any

from rest_framework.request import Request

from minishop.api import pages, problems


class Ranked(pages.Pages):
    """A cursor names the last row shown, and its place should that be gone; it belongs to one query."""

    def __init__(self, query: str) -> None:
        self.order, self.query = ("found",), query

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request, size = request, self._size(request)
        # Rows rather than values: what is only ordered by and matches nothing would empty the whole answer.
        ids = [row.pk for row in queryset.only("pk")]
        begin, end = self._window(ids, size, request.query_params.get("cursor", ""))
        rows = queryset.model.objects.filter(pk__in=ids[begin:end]).for_cards()
        known = {row.pk: row for row in rows}
        self.page = [known[pk] for pk in ids[begin:end] if pk in known]
        for place, row in enumerate(self.page, begin):
            row.found = [row.pk, place, self.query]
        self._lead(self.order, is_first=begin == 0, is_last=end >= len(ids))
        return self.page

    def _window(self, ids: list[int], size: int, text: str) -> tuple[int, int]:
        """From which place to which."""
        if not text:
            return 0, size
        cursor = pages.Cursor.read(text, self.order)
        pk, place, query = cursor.values[0]
        if query != self.query:
            raise problems.Problem(problems.BAD_CURSOR)
        beside = ids.index(pk) if pk in ids else min(place, len(ids))
        return (max(beside - size, 0), beside) if cursor.is_back else (beside + 1, beside + 1 + size)
