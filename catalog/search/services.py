"""Verbs of search: index a product, find products.

A document's vector holds English stems and plain tokens, by weight: A titles, B subtitle, kind, tags
and options, C body. Every word of a query must be found (a synonym counts); when nothing is, words
that look alike are tried.
"""

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector, TrigramWordSimilarity
from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.utils.html import strip_tags

from catalog.products.models import Product
from catalog.search import words
from catalog.search.models import SearchDocument


def index(product: Product) -> None:
    """Search finds the product by its present words."""
    texts = _texts(product)
    vector = sum(
        (_vector(" ".join(parts), weight) for weight, parts in list(texts.items())[1:]),
        start=_vector(" ".join(texts["A"]), "A"),
    )
    names = " ".join([*texts["A"], *texts["B"]])
    plain = " ".join([*words.latin(names), *words.HAN.findall(names), *words.pinyin(" ".join(texts["A"]))])
    with transaction.atomic():
        SearchDocument.objects.update_or_create(product=product, defaults={"vector": vector, "text": plain})


def index_many(found: QuerySet[Product]) -> int:
    """Search finds all of them by their present words; answers how many."""
    count = 0
    for product in found.prefetch_related("variants").iterator(chunk_size=500):
        index(product)
        count += 1
    return count


def search(query: str) -> QuerySet[Product]:
    """Products on sale that hold every word of the query, best first; else those with words like it."""
    asked = words.asked(query)
    if not asked:
        return Product.objects.none()
    found = _holding(asked)
    return found if found.exists() else _like(" ".join(asked))


def _holding(asked: Iterable[str]) -> QuerySet[Product]:
    """Every word must be there; the rank adds up where each stands, however far apart."""
    words_ = [reduce(or_, map(_query, words.same(word))) for word in asked]
    vector = F("search_document__vector")
    return (
        Product.objects.on_sale()
        .filter(search_document__vector=reduce(and_, words_))
        .annotate(rank=SearchRank(vector, reduce(or_, words_)))
        .order_by("-in_stock", "-rank", "-sold_count", "id")
    )


def _like(text: str) -> QuerySet[Product]:
    alike = TrigramWordSimilarity(text, "search_document__text")
    return (
        Product.objects.on_sale()
        .filter(search_document__text__trigram_word_similar=text)
        .annotate(rank=alike)
        .order_by("-rank", "id")
    )


def _query(word: str) -> Any:
    """The word as typed so far, or its English stem."""
    plain = SearchQuery(f"'{word.replace(chr(39), '')}':*", config="simple", search_type="raw")
    return plain | SearchQuery(word, config="english") if word.isascii() else plain


def _vector(text: str, weight: str) -> Any:
    latin = " ".join(words.latin(text))
    plain = " ".join([latin, *words.chinese(text), *(words.pinyin(text) if weight == "A" else [])])
    return SearchVector(Value(latin), config="english", weight=weight) + SearchVector(
        Value(plain), config="simple", weight=weight
    )


def _texts(product: Product) -> dict[str, list[str]]:
    """The product's words in all its languages, by weight."""
    every: list[dict[str, Any]] = [vars(product), *product.translations.values()]
    options = [value for v in product.variants.all() for value in _option_words(v)]
    return {
        "A": [words_.get("title", "") for words_ in every],
        "B": [
            *[words_.get("subtitle", "") for words_ in every],
            product.kind,
            " ".join(product.tags),
            *options,
        ],
        "C": [strip_tags(words_.get("body", "")) for words_ in every],
    }


def _option_words(variant: Any) -> list[str]:
    translated = [v for w in variant.translations.values() for v in w.get("option_values", [])]
    return [*variant.option_values, *translated, variant.sku]
