"""Lists go page by page along a cursor: nothing is shown twice or left out because something was added.

A cursor names the last row of a page by everything the list is ordered by, and is signed together with
that order: one of another list, or one made up, is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core import signing
from django.db.models import Q
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from minishop.api import problems

SALT = "api.cursor"
MOST = 100


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page begins: after the row with these values, or before it."""

    order: tuple[str, ...]
    values: tuple[Any, ...]
    is_back: bool = False

    def __str__(self) -> str:
        told = [list(self.order), list(self.values), int(self.is_back)]
        return signing.dumps(told, salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str, order: tuple[str, ...]) -> "Cursor":
        """The cursor, if it belongs to a list in this order.

        Raises:
            Problem: it does not, or nobody gave it out.
        """
        try:
            own, values, is_back = signing.loads(text, salt=SALT)
        except (signing.BadSignature, ValueError) as flaw:
            raise problems.Problem(problems.BAD_CURSOR) from flaw
        if tuple(own) != order:
            raise problems.Problem(problems.BAD_CURSOR)
        return cls(order, tuple(values), bool(is_back))


class Pages(BasePagination):
    """`{"results", "next", "previous"}`; `size` says how many rows a page has, at most a hundred.

    The order is the view's (`get_order()`), and ends in something that is different for each row.
    """

    size = 24
    order: tuple[str, ...] = ("-id",)

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        self.request = request
        order = tuple(view.get_order()) if hasattr(view, "get_order") else self.order
        size, text = self._size(request), request.query_params.get("cursor", "")
        cursor = Cursor.read(text, order) if text else None
        is_back = bool(cursor and cursor.is_back)
        rows = queryset.order_by(*directed(order, is_back))
        found = list((rows.filter(beyond(cursor)) if cursor else rows)[: size + 1])
        more, shown = len(found) > size, found[:size]
        self.page = shown[::-1] if is_back else shown
        before, after = (more, cursor) if is_back else (cursor, more)
        self._lead(order, is_first=not before, is_last=not after)
        return self.page

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"results": data, "next": self.next, "previous": self.previous})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        fields = {"results": {"type": "array", "items": schema["items"]}, "next": link, "previous": link}
        return {"type": "object", "required": list(fields), "properties": fields}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": self.size}
        told = [("size", "How many on a page.", size)]
        told += [("cursor", "Where the page begins; taken from `next` or `previous`.", {"type": "string"})]
        return [
            {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
            for name, words, schema in told
        ]

    def _size(self, request: Request) -> int:
        text = request.query_params.get("size", str(self.size))
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
            flaw = {"parameter": "size", "detail": f"A whole number from 1 to {MOST}.", "code": "invalid"}
            raise problems.Problem(problems.INVALID, errors=[flaw])
        return int(text)

    def _lead(self, order: tuple[str, ...], *, is_first: bool, is_last: bool) -> None:
        """The addresses of the pages beside this one."""
        here = remove_query_param(self.request.build_absolute_uri(), "cursor")
        self.next = self.previous = None
        if not self.page:
            return
        if not is_last:
            self.next = replace_query_param(here, "cursor", str(Cursor(order, key(self.page[-1], order))))
        if not is_first:
            before = Cursor(order, key(self.page[0], order), is_back=True)
            self.previous = replace_query_param(here, "cursor", str(before))


def directed(order: Sequence[str], is_back: bool) -> list[str]:
    """The order, or the opposite one."""
    if not is_back:
        return list(order)
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def beyond(cursor: Cursor) -> Q:
    """The rows after the cursor in its own direction; columns of the order are never empty."""
    after, same = Q(pk__in=[]), Q()
    for name, value in zip(directed(cursor.order, cursor.is_back), cursor.values, strict=True):
        column, side = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        after |= same & Q(**{f"{column}__{side}": value})
        same &= Q(**{column: value})
    return after


def key(row: Any, order: Sequence[str]) -> tuple[Any, ...]:
    """What the row is ordered by, as JSON can hold it."""
    return tuple(plain(getattr(row, name.lstrip("-"))) for name in order)


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
