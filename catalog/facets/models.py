"""Facets: what filters can ask of a piece, as small numbers written down on the product.

One for each value of an option that some variant has, "Colour: Plum", told apart by its words without
case; and one, nameless, for each store that has a piece of it. `Product.facets` holds their ids, so that
counting what each choice would show is one pass over one index.
"""

from typing import Any

from django.db import models

from minishop.translation import TranslatedModel


class Facet(TranslatedModel):
    """One choice of one filter."""

    translated = ("option", "value")

    id: Any = models.AutoField(primary_key=True)  # four bytes: ids lie in an index by the hundred
    #: "colour:plum"; ":wukang-road" for a store.
    code = models.CharField(max_length=160, unique=True)
    option = models.CharField(max_length=60, blank=True, default="")
    value = models.CharField(max_length=80)
    colour = models.CharField(max_length=7, blank=True, default="")

    def __str__(self) -> str:
        return self.code

    @property
    def group(self) -> str:
        """The option as addresses have it; empty for a store."""
        return self.code.partition(":")[0]
