"""Lists of the admin that open at once, however many rows there are.

A list counts its first COUNTED rows and pages no further; nothing is counted twice, a filter offers a
bounded number of choices, and a search looks each word up column by column, so that each column's own
index serves it.
"""

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

COUNTED = 10_000
CHOICES = 60
WORDS = 6


class BoundedPaginator(Paginator):
    """Pages of the first COUNTED rows; whoever looks for another asks the search or a filter."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        return rows.order_by()[:COUNTED].count() if isinstance(rows, QuerySet) else len(rows)


class BoundedList(admin.ModelAdmin):
    """A list of any size."""

    paginator = BoundedPaginator
    show_full_result_count = False
    #: Whether the search asks each of `search_fields` by itself instead of joining them all.
    seeks_by_column = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """The rows that hold every word, each in some column; Latin words not in translated ones."""
        if not self.seeks_by_column:
            return super().get_search_results(request, queryset, search_term)
        for word in search_term.split()[:WORDS]:
            queryset = queryset.filter(pk__in=self._holding(word.replace("\0", "")))
        return queryset, False

    def _holding(self, word: str) -> QuerySet:
        rows = self.model._base_manager.order_by()
        asked = [field for field in self.search_fields if not (word.isascii() and "translations" in field)]
        arms = [rows.filter(_asked(field, word)).values_list("pk") for field in asked]
        return arms[0].union(*arms[1:])


def _asked(field: str, word: str) -> Q:
    """As Django's own search has it: `=sku` is the whole of it, `sku` any part."""
    return Q(**{field.removeprefix("=") + ("__iexact" if field[0] == "=" else "__icontains"): word})


class BoundedFilter(admin.SimpleListFilter):
    """The rows with one of a column's values, of which the first CHOICES are offered."""

    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        field = model_admin.model._meta.get_field(self.column)
        if field.is_relation:
            return [(row.pk, row) for row in field.related_model._default_manager.all()[:CHOICES]]
        values = model_admin.model._base_manager.order_by(self.column).values_list(self.column, flat=True)
        return [(value, value) for value in values.distinct()[:CHOICES] if value]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if not value:
            return queryset
        try:
            return queryset.filter(**{self.column: value})
        except ValueError:  # an address somebody wrote
            return queryset.none()


def few(column: str, title: Any) -> type[BoundedFilter]:
    """A filter by this column."""
    return type("BoundedBy", (BoundedFilter,), {"column": column, "parameter_name": column, "title": title})
