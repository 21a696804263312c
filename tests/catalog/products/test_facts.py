import pytest

from catalog.products import services as products
from catalog.products.models import Product, Variant
from catalog.shelf import services as shelf
from tests import factories

pytestmark = pytest.mark.django_db


def two_shades() -> tuple[Variant, Variant]:
    product = factories.product()
    names = (("Plum", "梅紫", "#4e1b36"), ("Sand", "沙色", "#bf9c78"))
    first, second = (
        products.add_variant(
            product=product,
            sku=f"LL-{name}",
            option_values=[name],
            swatch=colour,
            translations={"zh-hans": {"option_values": [zh]}},
        )
        for name, zh, colour in names
    )
    return first, second


def fresh(variant: Variant) -> Product:
    return Product.objects.get(pk=variant.product_id)


def test_swatches_are_named_in_every_language():
    plum, _ = two_shades()
    assert fresh(plum).swatches[0] == {"colour": "#4e1b36", "name": "Plum", "names": {"zh-hans": "梅紫"}}


def test_a_variant_taken_off_sale_takes_its_swatch_along():
    plum, sand = two_shades()
    Variant.objects.filter(pk=sand.pk).update(is_on_sale=False)
    products.refresh_facts(plum.product)
    assert [swatch["name"] for swatch in fresh(plum).swatches] == ["Plum"]


def test_a_product_is_in_stock_while_one_variant_is():
    plum, sand = two_shades()
    products.note_stock({plum.pk: True, sand.pk: True})
    products.note_stock({plum.pk: False})
    assert fresh(plum).in_stock
    products.note_stock({sand.pk: False})
    assert not fresh(plum).in_stock


def test_a_product_knows_the_stores_of_all_its_variants():
    plum, sand = two_shades()
    products.note_stock({plum.pk: True, sand.pk: True}, stores={plum.pk: ["wukang"], sand.pk: ["taikoo"]})
    assert fresh(plum).store_codes == ["taikoo", "wukang"]
    products.note_stock({sand.pk: False}, stores={sand.pk: []})
    assert fresh(plum).store_codes == ["wukang"]


def test_stock_that_stays_as_it_was_writes_nothing(django_assert_num_queries):
    plum, sand = two_shades()
    products.note_stock({plum.pk: True, sand.pk: True})
    with django_assert_num_queries(1):
        products.note_stock({plum.pk: True, sand.pk: True})


def test_a_changed_fact_is_not_read_from_the_shelf(django_capture_on_commit_callbacks):
    plum, _ = two_shades()
    before = shelf.version()
    with django_capture_on_commit_callbacks(execute=True):
        products.note_stock({plum.pk: True})
    assert shelf.version() != before


def test_what_was_sold_is_counted_by_product():
    plum, sand = two_shades()
    products.note_sold({plum.pk: 2, sand.pk: 1})
    assert fresh(plum).sold_count == 3
