"""One table imported by several at once: each product is made once, and no row is lost."""

import pytest

from catalog.importing import services as importing
from catalog.products.models import Price, Product, Variant
from tests.catalog.importing.sheets import Told, run

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n"


def table(name: str) -> str:
    rows = [f"{name},Piece,Maison {name},Size,S,{name}-S,10,https://p.example/{name}.jpg\n"]
    return HEAD + "".join([*rows, f"{name},,,,M,,12,\n", f"{name},,,,L,{name}-L,14,\n"])


def at_once(race, name: str) -> list[Told]:
    answers = race(4, lambda _i: run(table(name)))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    return answers


def test_four_imports_make_one_product(race):
    for number in range(3):
        answers = at_once(race, f"piece-{number}")
        assert [told.errors for told in answers] == [[]] * 4
        assert sum(told.outcomes[0].is_new for told in answers) == 1
    assert (Product.objects.count(), Variant.objects.count(), Price.objects.count()) == (3, 9, 9)


def test_without_a_second_try_rows_are_lost(race, until, monkeypatch):
    """Guard off: whoever comes second to create a product gives up."""
    monkeypatch.setattr(importing, "TRIES", 1)
    numbers = iter(range(100))
    assert until(lambda: any(told.reported for told in at_once(race, f"piece-{next(numbers)}")))
