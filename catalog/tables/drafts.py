"""What the rows of one product ask for, before anything is compared with the shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from minishop.imports.kinds import Finding

Words = dict[str, dict[str, Any]]


@dataclass
class ImageDraft:
    """A photograph by its source; None where the table does not say."""

    row: int
    source: str
    position: int | None = None
    alt: str | None = None
    words: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


@dataclass
class VariantDraft:
    """One row that can be bought. `fields` are model fields; absent ones are not the table's business."""

    row: int
    #: Values of the options in use; None when the table has no column for them.
    values: list[str] | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    #: (currency, "amount" or "compare_at") → what it is, None for none.
    prices: dict[tuple[str, str], Decimal | None] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    image: str | None = None
    #: Nothing on the row says that it is a variant; a new product has one all the same.
    is_assumed: bool = False
    #: Columns of upper departments → (what they mean, the cell as it came).
    registered: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class ProductDraft:
    """All the rows of one product ask for."""

    handle: str
    row: int
    has_lead: bool = False
    fields: dict[str, Any] = field(default_factory=dict)
    vendor: str | None = None
    words: Words = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    status: str = ""
    is_published: bool | None = None
    option_names: list[str] | None = None
    option_words: dict[str, list[str]] = field(default_factory=dict)
    variants: list[VariantDraft] = field(default_factory=list)
    #: None when the table has no column of photographs.
    images: list[ImageDraft] | None = None
    findings: list[Finding] = field(default_factory=list)
    #: SKU → the handle that has it by the table, for all rows so far.
    claimed: Mapping[str, str] = field(default_factory=dict)

    def warn(self, row: int, message: Any, column: str = "") -> None:
        self.findings.append(Finding(row, message, column))

    def refuse(self, row: int, message: Any, column: str = "") -> None:
        self.findings.append(Finding(row, message, column, is_error=True))

    @property
    def refused(self) -> set[int]:
        return {each.row for each in self.findings if each.is_error}
