"""What is offered while someone types: pieces, collections, makers, and words the beginning may become."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.search import services as search
from catalog.search import synonyms, vocabulary, words
from catalog.shelf import services as shelf
from catalog.vendors.models import Vendor

PIECES = 5
PLACES = 3
RANKED = 60  # pieces looked at; fewer than a search does, for it is asked at every letter
KEPT = 2000  # collections and vendors at hand


@dataclass(frozen=True, slots=True)
class Suggestions:
    pieces: list[Product] = field(default_factory=list)
    places: "list[Place]" = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    read_as: str = ""

    def __bool__(self) -> bool:
        return bool(self.pieces or self.places or self.queries)


@dataclass(frozen=True, slots=True)
class Place:
    """A collection or a vendor, and what may be typed for it."""

    row: Collection | Vendor
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.row.t.name if self.is_maker else self.row.t.title

    @property
    def is_maker(self) -> bool:
        return isinstance(self.row, Vendor)

    def answers(self, asked: Iterable[str]) -> bool:
        """Each word begins one of its own; a Chinese one stands anywhere in its name."""
        return all(any(key.startswith(word) for key in self.keys) for word in asked)


def suggest(query: str) -> Suggestions:
    """What begins like the query, or is close to it; nothing for nothing."""
    asked = words.asked(query, synonyms.read().known)
    if not asked:
        return Suggestions()
    found = search.find(query, most=RANKED)
    pieces = [] if found.lacking else list(found.pieces.for_cards()[:PIECES])  # type: ignore[attr-defined]
    if found.read_as:
        return Suggestions(pieces, [], [found.read_as], found.read_as)
    return Suggestions(pieces, places(asked), vocabulary.completions(asked[0]) if len(asked) == 1 else [])


def places(asked: Iterable[str]) -> list[Place]:
    """The collections, then the vendors, that answer to every word."""
    return [place for place in shelf.read("search:places", _places) if place.answers(asked)][:PLACES]


def _places() -> list[Place]:
    collections = Collection.objects.published().filter(is_listed=True).defer("rules")
    theirs = Product.objects.on_sale().filter(vendor=OuterRef("pk"))
    vendors = Vendor.objects.filter(Exists(theirs)).order_by("name")
    rows: list[tuple[Collection | Vendor, str]] = [
        *((row, row.title) for row in collections[:KEPT]),
        *((row, row.name) for row in vendors[:KEPT]),
    ]
    return [Place(row, tuple(_keys([name, *_names(row.translations)]))) for row, name in rows]


def _names(translations: dict[str, dict[str, str]]) -> list[str]:
    return [told.get("title") or told.get("name") or "" for told in translations.values()]


def _keys(names: list[str]) -> Iterable[str]:
    for name in names:
        yield from (*words.latin(name), *words.chinese(name), *words.dictionary(name), *words.pinyin(name))
