"""Loads the demo brand through the shop's services; loading again changes nothing staff have changed."""

from collections.abc import Callable

from django.core.files.base import ContentFile

from minishop.brand import services as brand
from minishop.brand.models import Brand
from minishop.demo import catalogue, club, files, houses, life, pages, people, photographs, stock, words

Say = Callable[[str], None]


def load(say: Say) -> None:
    """The shop carries Lune & Loom: brand, photographs, products, stories, stores and stock."""
    if not Brand.objects.exists():
        icon = ContentFile((files.FOLDER / "icon.png").read_bytes(), name="icon.png")
        brand.change(**files.toml("brand"), icon=icon)
    rows = files.catalogue()
    alts = {name: alt for row in rows for name, alt in row.alts.items()}
    pictures = photographs.load(alts, say)
    say("pieces")
    products = catalogue.load_products(rows, pictures)
    catalogue.load_collections(products, pictures)
    catalogue.load_stories(products, pictures)
    words.load()
    pages.load(products, pictures)
    say("houses and their stock")
    stores = houses.load_stores()
    houses.load_delivery()
    stock.load(rows, stores)
    say("the club")
    club.load()
    say("people")
    people.load()
    say("what happened so far")
    life.load()
    club.live()
