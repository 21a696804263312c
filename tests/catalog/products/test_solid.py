"""The page of a piece in 3D: there for pieces with a model, under a policy of its own."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.shelf import services as shelf
from tests import factories
from tests.catalog.solids.models import glb

pytestmark = pytest.mark.django_db


@pytest.fixture
def bag():
    variant = factories.variant(option_values=["Plum"], translations={"zh-hans": {"option_values": ["梅紫"]}})
    variant.product.model_file.save("bag.glb", ContentFile(glb()))
    return variant


def test_a_piece_with_a_model_can_be_turned(client, bag):
    page = client.get(f"/products/{bag.product.handle}/").content.decode()
    assert f'href="/products/{bag.product.handle}/3d/?variant={bag.pk}"' in page
    assert "model-viewer" not in page
    solid = client.get(f"/products/{bag.product.handle}/3d/?variant={bag.pk}").content.decode()
    assert f'src="{bag.product.model_file.url}"' in solid
    assert 'data-finish="Plum|梅紫"' in solid


def test_a_piece_without_one_has_neither_pill_nor_page(client):
    product = factories.variant().product
    assert "/3d/" not in client.get(f"/products/{product.handle}/").content.decode()
    assert client.get(f"/products/{product.handle}/3d/").status_code == 404


def test_a_draft_is_turned_by_nobody(client, bag):
    type(bag.product).objects.update(status="draft")
    assert client.get(f"/products/{bag.product.handle}/3d/").status_code == 404


def test_only_its_own_page_has_the_viewers_policy(client, bag):
    solid = client.get(f"/products/{bag.product.handle}/3d/")["Content-Security-Policy"]
    store = client.get(f"/products/{bag.product.handle}/")["Content-Security-Policy"]
    assert "'wasm-unsafe-eval'" in solid
    assert "blob:" in solid
    assert "'unsafe-inline'" not in solid
    assert "'unsafe-eval'" not in solid.replace("'wasm-unsafe-eval'", "")
    assert not {"wasm", "blob:", "sha256"} & {word.strip("'").split("-")[0] for word in store.split()}


def test_it_asks_three_questions_and_then_none(client, bag):
    counts = []
    shelf.forget()
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/products/{bag.product.handle}/3d/")
        counts.append(len(asked))
    assert counts == [4, 0]
