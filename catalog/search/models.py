"""What search reads: one document a product, the words of all documents, and what staff call alike."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Mod, Now
from django.db.models.lookups import Exact

from catalog.products.models import Product


class Weighing(models.Func):
    """The lexemes of a vector that have one of these weights."""

    function = "ts_filter"
    output_field = SearchVectorField()

    def __init__(self, vector: models.F | str, weights: str) -> None:
        listed = models.Value("{" + ",".join(weights) + "}")
        super().__init__(vector, models.Func(listed, template='%(expressions)s::"char"[]'))


#: Every 17th product: what these answer in plenty need not be asked of all. The number is a prime, so
#: that what comes back at every tenth or twelfth product is among them.
FEW = models.Q(Exact(Mod(models.F("product_id"), models.Value(17)), models.Value(0)))


class SearchDocument(models.Model):
    """A visible product's lexemes by weight: A names, B options, C kind, tags and maker, D body.

    The indexes of names and of all but the body let a search that is bounded begin with the best; the
    indexes of few answer what is found in plenty.
    """

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="search_document")
    vector = SearchVectorField()

    class Meta:
        # What is pending, and read through by every search, stays small: 256 kB of each index.
        indexes = [
            GinIndex(fields=["vector"], name="search_vector", gin_pending_list_limit=256),
            GinIndex(Weighing("vector", "a"), name="search_names", gin_pending_list_limit=256),
            GinIndex(Weighing("vector", "abc"), name="search_heads", gin_pending_list_limit=256),
            GinIndex(fields=["vector"], name="search_vector_few", condition=FEW, gin_pending_list_limit=256),
            GinIndex(
                Weighing("vector", "a"), name="search_names_few", condition=FEW, gin_pending_list_limit=256
            ),
            GinIndex(
                Weighing("vector", "abc"), name="search_heads_few", condition=FEW, gin_pending_list_limit=256
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}"


class SearchWord(models.Model):
    """A word of the catalogue as it may be typed, and how it is written: chungao, 唇膏."""

    word = models.CharField(max_length=60)
    shown = models.CharField(max_length=60)
    pieces = models.PositiveIntegerField(default=1)
    #: The word without one letter, or two of a long one: a misspelling shares one with it.
    near = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "shown"], name="search_word_once")]
        indexes = [
            GinIndex(fields=["near"], name="search_word_near"),
            models.Index(fields=["word"], name="search_word_begins", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.shown


class SynonymGroup(models.Model):
    """Words shoppers use for one thing: a query that holds one finds pieces that hold another."""

    words = ArrayField(models.CharField(max_length=60), help_text="Two or more, in any language.")

    class Meta:
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.words)


class VainSearch(models.Model):
    """What was asked for and not found, by nobody in particular; forgotten when nobody asks any more."""

    text = models.CharField("searched for", max_length=80, unique=True)
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(db_default=Now(), editable=False)
    last_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = "search without result"
        verbose_name_plural = "searches without result"
        ordering = ["-times", "-last_at"]

    def __str__(self) -> str:
        return self.text
