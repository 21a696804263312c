"""What keeps a search of a large catalogue short: few are asked before all, words before beginnings."""

import pytest
from django.db import connection

from catalog.search import finding, synonyms
from catalog.search import services as search
from catalog.search.models import SearchDocument
from tests import factories

pytestmark = pytest.mark.django_db


def named(title: str, handle: str) -> None:
    search.index(factories.product(handle=handle, title=title))


def found(query: str) -> set[str]:
    return {product.handle for product in search.search(query)}


@pytest.mark.parametrize("place", range(len(finding.STAGES)))
def test_each_place_where_search_looks_has_an_index(place: int) -> None:
    vector, which = finding.STAGES[place]
    where = " AND ".join([*which, f"{vector} @@ 'silk'::tsquery"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN SELECT FROM catalog_searchdocument WHERE {where}")
        plan = " ".join(row[0] for row in cursor.fetchall())
    name = ("search_names", "search_heads", "search_vector")[place // 2] + ("_few" if which else "")
    assert f"Bitmap Index Scan on {name} " in plan


def test_every_17th_product_is_taken_before_others() -> None:
    for n in range(18):
        named(f"Silk {n}", f"silk-{n}")
    few = [pk for pk in SearchDocument.objects.values_list("product_id", flat=True) if pk % 17 == 0]
    taken = finding.ranked(["silk"], synonyms.read(), most=1)
    assert len(taken) == 1
    assert taken[0].product in few


def test_a_word_before_the_last_is_a_beginning_only_where_nothing_has_it_in_full() -> None:
    named("Arc Bag", "arc")
    named("Arcade Bag", "arcade")
    assert found("arc bag") == {"arc"}
    assert found("arca bag") == {"arcade"}


def test_the_last_word_may_still_be_typed() -> None:
    named("Arc Bag", "arc")
    named("Arcade Bag", "arcade")
    assert found("bag arc") == {"arc", "arcade"}
