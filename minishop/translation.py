"""Texts of a row in several languages, with no extra query.

The columns hold the shop's own language; `translations` holds the others:
`{"zh-hans": {"title": "丝雾唇膏"}}`. Templates read `{{ product.t.title }}`.
"""

from typing import Any

from django.db import models
from django.utils.translation import get_language


class Texts:
    """A row's texts in the reader's language, falling back to the shop's own.

    Texts for search engines don't fall back where the row has words in the reader's language: a title in
    that language is the better one.
    """

    __slots__ = ("_row", "_words")

    def __init__(self, row: "TranslatedModel", language: str | None) -> None:
        self._row = row
        self._words = row.translations.get(language or "", {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name.startswith("seo_") and self._words:
            return self._words.get(name, "")
        return self._words.get(name) or getattr(self._row, name)


class TranslatedModel(models.Model):
    """A row whose texts may exist in several languages."""

    #: Fields that may be translated; forms and the import offer them for each language.
    translated: tuple[str, ...] = ()

    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    @property
    def t(self) -> Texts:
        return Texts(self, get_language())

    def text_in(self, language: str, field: str) -> Any:
        """One text in one language, or the shop's own where it is missing."""
        return getattr(Texts(self, language), field)
