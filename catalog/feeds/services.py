"""The product feed: every variant on sale, as advertisers and marketplaces read it, one file a language.

It is written by a sweep and only served by pages, so that nobody can make the shop write it by asking.
"""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import translation

from catalog.feeds import items
from catalog.products.models import Product, Variant
from minishop.brand import services as brands
from minishop.links import absolute

NAMESPACE = "http://base.google.com/ns/1.0"
CHUNK = 500
PLAIN: "AttributesImpl[str]" = AttributesImpl({})


def path_of(language: str) -> str:
    """Where storage holds the feed of a language."""
    return f"feeds/products-{language}.xml"


def write_all() -> dict[str, int]:
    """Each language's feed says what is on sale now; returns how many items."""
    return {code: write(code) for code, _name in settings.LANGUAGES}


def write(language: str) -> int:
    """The feed of this language holds every variant on sale or announced, with a price and a picture."""
    with translation.override(language), TemporaryFile() as file:
        written = _fill(file)
        file.seek(0)
        name = path_of(language)
        default_storage.delete(name)
        default_storage.save(name, File(file))
    return written


def _fill(file: IO[bytes]) -> int:
    xml = XMLGenerator(file, encoding="utf-8", short_empty_elements=False)
    brand, written = brands.current(), 0
    xml.startDocument()
    xml.startElement("rss", AttributesImpl({"version": "2.0", "xmlns:g": NAMESPACE}))
    xml.startElement("channel", PLAIN)
    for name, words in (("title", brand.called), ("link", absolute("/")), ("description", brand.called)):
        _say(xml, name, words)
    for product, variant in _offered():
        xml.startElement("item", PLAIN)
        for attribute, value in items.of(product, variant):
            _say(xml, f"g:{attribute}", value)
        xml.endElement("item")
        written += 1
    xml.endElement("channel")
    xml.endElement("rss")
    xml.endDocument()
    return written


def _say(xml: XMLGenerator, name: str, words: str) -> None:
    xml.startElement(name, PLAIN)
    xml.characters("".join(sign for sign in words if sign >= " " or sign in "\t\n"))
    xml.endElement(name)


def _offered() -> Iterator[tuple[Product, Variant]]:
    """In memory a few hundred products at a time, whatever the size of the catalogue."""
    last = 0
    while chunk := list(Product.objects.visible().for_page().filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = chunk[-1].pk
        for product in chunk:
            for variant in product.variants.all():
                if variant.price and (variant.picture or product.cover) and not product.is_gift_card:
                    yield product, variant
