import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from minishop.brand import services as brands
from minishop.brand.models import Brand

SCRIPT = Path(settings.BASE_DIR) / "minishop" / "static" / "js" / "worker.js"

#: Every address whose page may be kept on the phone; of all others none is, whoever asks.
KEPT = {
    "home", "shop", "shop-filters", "collection", "collection-filters", "vendors", "vendor", "vendor-filters",
    "search", "search-filters", "search-suggestions", "story", "page", "product", "variant-sheet",
    "product-solid", "reviews", "stores", "store", "privacy",
}  # fmt: skip


def routes(patterns: list, before: str = "") -> Iterator[tuple[str, str]]:
    """(name, a path such as it has) of every address of the shop."""
    for one in patterns:
        path = before + re.sub(r"<[^>]+>", "x-1", str(one.pattern))
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, path)
        else:
            yield one.name or path, "/" + path.lstrip("/").replace("^", "").replace("$", "")


def may_be_kept(path: str) -> bool:
    public = re.search(r"^const PUBLIC = /(.+)/$", SCRIPT.read_text(encoding="utf-8"), re.MULTILINE)
    assert public
    return bool(re.search(public[1], path))


def test_of_all_addresses_only_public_pages_are_ever_kept():
    every = list(routes(get_resolver().url_patterns))
    assert len(every) > 100
    assert {name for name, path in every if may_be_kept(path)} == KEPT


@pytest.mark.django_db
def test_the_worker_keeps_what_an_offline_page_needs_to_look_like_itself(client):
    response = client.get("/sw.js")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert "css/store" in text.splitlines()[0]
    assert 'const OFFLINE = "/offline/"' in text


def test_a_brand_in_other_colours_is_another_worker(client):
    brands.remember(Brand(pk=1, name="Lune"))
    plain = client.get("/sw.js").content
    brands.remember(Brand(pk=1, name="Lune", tokens={"light": {"plum": "#123456"}}))
    dressed = client.get("/sw.js").content.decode()
    assert f"/brand/{brands.current().digest}.css" in dressed
    assert dressed.encode() != plain


def test_the_worker_is_at_most_3_kb():
    import gzip

    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= 3000
    assert len(gzip.compress(SCRIPT.with_name("push.js").read_bytes(), 9)) <= 2000


@pytest.mark.django_db
def test_the_offline_page_looks_up_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/offline/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-cache", "it is in the reader’s language"


@pytest.mark.django_db
def test_a_page_that_says_what_just_happened_is_kept_by_nobody(client):
    from tests import factories

    client.force_login(factories.member())
    client.post("/sign-out/")
    said, quiet = client.get("/"), client.get("/")
    assert "You are signed out." in said.content.decode()
    assert "no-store" in said.headers["Cache-Control"]
    assert "no-store" not in quiet.headers.get("Cache-Control", "")
