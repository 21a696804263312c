"""Search for programs: the same answers as the page's, page by page."""

import pytest

from catalog.search import services as search
from catalog.search.models import VainSearch
from tests import factories

pytestmark = pytest.mark.django_db

PATH = "/api/v1/search/"


@pytest.fixture
def veils():
    rows = [factories.product(handle=f"veil-{n}", title=f"Silk veil {n}") for n in range(7)]
    for row in rows:
        search.index(row)
    return rows


def test_what_is_found_goes_on_page_by_page(client, veils):
    whole = [one["handle"] for one in client.get(PATH, {"q": "silk veil"}).json()["results"]]
    page = client.get(PATH, {"q": "silk veil", "size": 3}).json()
    assert (page["total"], page["previous"]) == (7, None)
    seen = [one["handle"] for one in page["results"]]
    while page["next"]:
        page = client.get(page["next"]).json()
        seen += [one["handle"] for one in page["results"]]
    assert (seen, len(whole)) == (whole, 7)
    assert [one["handle"] for one in client.get(page["previous"]).json()["results"]] == whole[3:6]


def test_a_cursor_belongs_to_its_words(client, veils):
    cursor = client.get(PATH, {"q": "silk", "size": 3}).json()["next"].split("cursor=")[1].split("&")[0]
    assert client.get(PATH, {"q": "veil", "cursor": cursor}).status_code == 400


def test_nothing_is_found_for_nothing_and_what_was_sought_in_vain_is_noted(client, veils):
    assert client.get(PATH).json()["results"] == []
    assert client.get(PATH, {"q": "porcelain"}).json()["total"] == 0
    assert [row.text for row in VainSearch.objects.all()] == ["porcelain"]
    assert client.get(PATH, {"q": "x" * 81}).status_code == 400


def test_suggestions_are_offered_while_someone_types(client, veils):
    told = client.get("/api/v1/search/suggestions/", {"q": "sil"}).json()
    assert {one["handle"] for one in told["products"]} <= {row.handle for row in veils}
    assert told["queries"] == ["silk"]
