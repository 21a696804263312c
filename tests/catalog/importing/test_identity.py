"""What is exported and imported again is the same, field by field."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from catalog.products import services as products
from catalog.products.models import Product
from minishop.events.models import Event
from tests.catalog import images
from tests.catalog.importing import shop
from tests.catalog.importing.sheets import exported, run

pytestmark = pytest.mark.django_db

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
texts = st.text(letters, max_size=12)
words = texts.filter(str.strip)


@pytest.fixture
def pictures():
    return shop.pictures_of_ours()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_empty_shop_becomes_the_shop_that_was_exported(pictures, form, tmp_path):
    (tmp_path / "A.png").write_bytes(images.photograph(colour="red").read())
    with transaction.atomic():
        shop.awkward(pictures)
        before, table = shop.catalogue(), exported(form)
        transaction.set_rollback(True)
    assert not Product.objects.exists()
    told = run(table, images=tmp_path)
    assert told.errors == []
    assert shop.catalogue() == before
    assert exported(form) == table or form == "xlsx"  # a workbook holds the time it was made


def test_importing_an_export_writes_nothing(pictures):
    shop.awkward(pictures)
    before, table, events = shop.catalogue(), exported(), Event.objects.count()
    stamps = list(Product.objects.order_by("pk").values_list("updated_at", flat=True))
    with CaptureQueriesContext(connection) as queries:
        told = run(table)
    assert (told.changes, told.findings) == ([], [])
    assert [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))] == []
    assert shop.catalogue() == before
    assert Event.objects.count() == events
    assert list(Product.objects.order_by("pk").values_list("updated_at", flat=True)) == stamps


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    said=st.tuples(words, texts, texts, texts),
    tags=st.lists(words, max_size=3, unique=True),
    options=st.lists(st.tuples(words, words), min_size=1, max_size=3, unique_by=lambda pair: pair[0]),
    others=st.tuples(texts, words),
)
def test_any_words_come_back(said, tags, options, others):
    title, subtitle, details, kind = said
    chinese, kept = others
    with transaction.atomic():
        product = products.create(
            handle="any", title=title, subtitle=subtitle, details=details, kind=kind, tags=tags,
            option_names=[name for name, _value in options], columns={"Note": kept},
            translations={"zh-hans": {"title": chinese, "seo_title": chinese}},
        )  # fmt: skip
        products.add_variant(product=product, sku="ANY", option_values=[value for _name, value in options])
        before, table = shop.catalogue(), exported()
        product.delete()
        assert run(table).errors == []
        assert shop.catalogue() == before
        transaction.set_rollback(True)
