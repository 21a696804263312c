"""Columns of a department's tables that an upper department owns, such as stock in the table of products.

A column is named by its header. What it holds goes to the thing the row is about (a variant) by the
upper department's own verbs; the table's kind says when.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from minishop.imports.kinds import Request
from minishop.registry import Registry


class CellRefused(Exception):
    """The cell can't be read; `reason` says why in words."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason))


class Column(Protocol):
    #: The option that brings the column to things that are there already; empty: it always does.
    switch: str
    #: What a new thing holds without being told.
    initial: str

    def closed(self, request: Request) -> Any:
        """Why nothing can be put now (the cell is then kept as it came), or "".

        Told where a cell asks for more than `initial`.
        """

    def read(self, cell: str) -> tuple[str, Any]:
        """The cell as `held` would write it, and a warning or "".

        Raises:
            CellRefused: it means nothing.
        """

    def held(self, things: Iterable[Any], request: Request) -> Mapping[int, str]:
        """What the things hold now, by primary key, as written in a table."""

    def put(self, values: Mapping[int, str], request: Request) -> list[Any]:
        """The things of these primary keys hold these values; warnings where they can't.

        Runs in the transaction of the row and may be repeated.
        """


#: Header → column, for products' variants.
variant_columns: Registry[Column] = Registry("variant column")
