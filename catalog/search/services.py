"""Verbs of search: index products, find them, and keep what staff call alike.

Every word of a query must be found (a beginning, an English stem or a synonym counts). When nothing has
them all, words that are not in the catalogue are read as the closest that are; when that helps nothing
either, pieces with some of the words are shown, and the page says so.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import F, Func, Q, QuerySet, Value
from django.db.models.functions import Now

from catalog.products.models import Product
from catalog.search import documents, finding, synonyms, vocabulary, words
from catalog.search.documents import Document
from catalog.search.models import SearchDocument, SynonymGroup, VainSearch
from catalog.shelf import services as shelf

MOST = 120  # products a search ranks: ten pages; whoever finds more asks for less
ALL = 3000  # the same where filters or another order are asked for
CHUNK = 500
VAIN = 5000  # searches without result that are kept at most
KEPT_DAYS = 90
_PERSONAL = re.compile(r"@|\d[\d -]{4,}")


@dataclass(frozen=True, slots=True)
class Found:
    """What a query found: `read_as` where it was read otherwise, `lacking` where words are missing."""

    pieces: QuerySet[Product]
    total: int = 0
    read_as: str = ""
    lacking: bool = False

    @property
    def is_more(self) -> bool:
        """There are more than were ranked."""
        return self.total >= MOST


def index(product: Product) -> None:
    """Search finds the product by its present words, or no longer when it is not for shoppers to see."""
    index_many(Product.objects.filter(pk=product.pk))


def index_many(found: QuerySet[Product]) -> int:
    """Search finds these by their present words; answers how many it holds."""
    return sum(len(held) for held in _written(found))


def reindex() -> int:
    """Search holds every visible product's present words and nothing else; answers how many."""
    since, count = vocabulary.latest(), 0
    held: Counter[tuple[str, str]] = Counter()
    for written in _written(Product.objects.all()):
        count += len(written)
        held.update(pair for document in written for pair in document.words)
    vocabulary.count(held, since=since)
    shelf.changed()
    return count


def search(query: str, *, most: int = MOST) -> QuerySet[Product]:
    """Products on sale that answer to the query, best first."""
    return find(query, most=most).pieces


def find(query: str, *, most: int = MOST) -> Found:
    """The same with what the reader should be told: how the query was read, and whether words are lacking."""
    same = synonyms.read()
    asked = words.asked(query, same.known)
    if not asked:
        return Found(Product.objects.none())
    found = finding.ranked(asked, same, most=most, full=True)
    there = [] if found else finding.known(asked, same)
    if len(there) > 1 and all(there):
        found = finding.ranked(asked, same, most=most)
    if found:
        return Found(_pieces(found), len(found))
    meant = _meant(asked, there)
    found = finding.ranked(meant, same, most=most) if meant != asked else []
    if found:
        return Found(_pieces(found), len(found), read_as=" ".join(meant))
    found = finding.ranked(meant, same, most=most, every=False) if len(meant) > 1 else []
    best = max((row.held for row in found), default=0)
    found = [row for row in found if row.held == best]
    return Found(_pieces(found), len(found), lacking=bool(found))


@transaction.atomic
def keep_synonyms(group: SynonymGroup) -> SynonymGroup:
    """The words are one thing to search, from the next query on."""
    group.words = list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in group.words))))
    group.full_clean()
    group.save()
    shelf.changed()
    return group


@transaction.atomic
def explain(vain: VainSearch, *, word: str) -> SynonymGroup:
    """What was sought in vain is from now on another name for the word, and no longer in vain."""
    word = " ".join(word.split())
    group = SynonymGroup.objects.select_for_update().filter(words__contains=[word]).first()
    group = group or SynonymGroup(words=[word])
    group.words = [*group.words, vain.text]
    vain.delete()
    return keep_synonyms(group)


def note_vain(query: str) -> None:
    """Staff see that this was sought and not found; what looks like a person's number is not kept."""
    text = " ".join(words.folded(query).split())[:80]
    if not text or "\x00" in text or _PERSONAL.search(text):
        return
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"text": text, "most": VAIN})


def forget_vain() -> None:
    """Nothing is kept that nobody has sought for KEPT_DAYS."""
    VainSearch.objects.filter(last_at__lt=Now() - timedelta(days=KEPT_DAYS)).delete()


@transaction.atomic
def drop_synonyms(groups: QuerySet[SynonymGroup]) -> None:
    """The words are things of their own again."""
    groups.delete()
    shelf.changed()


def _meant(asked: list[str], there: list[bool]) -> list[str]:
    """Words the catalogue lacks become the closest it has; Chinese is read by its sound."""
    return [
        word if is_known else vocabulary.meant(word) if word.isascii() else words.spoken(word)[0] or word
        for word, is_known in zip(asked, there, strict=True)
    ]


def _pieces(found: list[finding.Ranked]) -> QuerySet[Product]:
    """In stock first, except what was asked for by its whole name; what others buy decides among equals."""
    ids = [row.product for row in found]
    place = Func(Value(ids, ArrayField(models.BigIntegerField())), F("pk"), function="array_position")
    ranks = Value([round(row.rank, 2) for row in found], ArrayField(models.FloatField()))
    rank = Func(ranks, place, template="(%(expressions)s]", arg_joiner=")[", output_field=models.FloatField())
    whole = Q(pk__in=[row.product for row in found if row.whole])
    return (
        Product.objects.on_sale()
        .filter(pk__in=ids)
        .annotate(rank=rank, is_it=models.ExpressionWrapper(whole, models.BooleanField()))
        .order_by("-is_it", "-in_stock", "-rank", "-sold_count", "id")
    )


def _written(found: QuerySet[Product]) -> Iterator[list[Document]]:
    """The documents of these products, as they are written down, some at a time."""
    rows = found.select_related("vendor").prefetch_related("variants").order_by("pk")
    pieces = rows.iterator(chunk_size=CHUNK)
    while some := list(islice(pieces, CHUNK)):
        yield _write(some)


def _write(pieces: list[Product]) -> list[Document]:
    held = {p.pk: documents.of(p) for p in pieces if p.status == Product.Status.ACTIVE and p.published_at}
    hidden = [product.pk for product in pieces if product.pk not in held]
    rows: Sequence[Sequence[int | str]] = [
        [pk, doc.lexemes, *(doc.stems[weight] for weight in "ABCD")] for pk, doc in held.items()
    ]
    with transaction.atomic():
        SearchDocument.objects.filter(product__in=hidden).delete()
        with connection.cursor() as cursor:
            cursor.executemany(_PUT, rows)
        vocabulary.learn(pair for doc in held.values() for pair in doc.words)
    return list(held.values())


_PUT = """
INSERT INTO catalog_searchdocument (product_id, vector) VALUES (%s, %s::tsvector
    || setweight(to_tsvector('english', %s), 'A') || setweight(to_tsvector('english', %s), 'B')
    || setweight(to_tsvector('english', %s), 'C') || setweight(to_tsvector('english', %s), 'D'))
ON CONFLICT (product_id) DO UPDATE SET vector = EXCLUDED.vector
WHERE catalog_searchdocument.vector <> EXCLUDED.vector
"""

_NOTE = """
INSERT INTO catalog_vainsearch (text, times)
SELECT %(text)s, 1 WHERE (SELECT count(*) FROM catalog_vainsearch) < %(most)s
    OR EXISTS (SELECT FROM catalog_vainsearch WHERE text = %(text)s)
ON CONFLICT (text) DO UPDATE SET times = catalog_vainsearch.times + 1, last_at = now()
"""
