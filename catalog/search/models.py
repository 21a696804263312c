"""What search reads: one document a product, its words cut in both languages."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from catalog.products.models import Product


class SearchDocument(models.Model):
    """A product's words: weighted tokens, and plain text for misspellings."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="search_document")
    vector = SearchVectorField()
    text = models.TextField()

    class Meta:
        indexes = [
            GinIndex(fields=["vector"], name="search_vector"),
            GinIndex(fields=["text"], name="search_text", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class SynonymGroup(models.Model):
    """Words shoppers use for one thing: a query that holds one finds pieces that hold another."""

    words = ArrayField(models.CharField(max_length=60), help_text="Two or more, in any language.")

    def __str__(self) -> str:
        return ", ".join(self.words)
