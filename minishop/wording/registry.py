"""Rows whose texts exist in several languages, and how a table may bring them; filled by departments."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from minishop.registry import Registry
from minishop.translation import TranslatedModel


@dataclass(frozen=True, slots=True)
class Wording:
    """One sort of row. `keep(row, actor)` is the verb that saves it with all that follows."""

    name: str
    model: type[TranslatedModel]
    keep: Callable[[Any, Any], object]
    #: The field by which a table names a row.
    key: str = "handle"
    #: Field → what cleans its HTML, so that a table compares what would be kept.
    html: Mapping[str, Callable[[str], str]] = field(default_factory=dict)

    def right(self, verb: str) -> str:
        """The right to view or to change such rows, as "app.codename"."""
        return f"{self.model._meta.app_label}.{verb}_{self.model._meta.model_name}"

    def named(self, key: str, *, to_write: bool = False) -> Any:
        """The row of this key, or None."""
        rows: Any = self.model._base_manager.select_for_update() if to_write else self.model._base_manager
        try:
            return rows.filter(**{self.key: key}).first()
        except ValueError:  # a word where a number should be
            return None


wordings: Registry[Wording] = Registry("wording")


def word(wording: Wording) -> Wording:
    return wordings.add(wording.name, wording)
