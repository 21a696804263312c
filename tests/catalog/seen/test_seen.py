"""What was looked at lately, drawn for a phone that names it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def titles(client, of: str) -> list[str]:
    answer = client.get(reverse("seen"), {"of": of})
    assert answer.status_code == 200
    return [piece.handle for piece in answer.context["pieces"]]


def test_pieces_come_in_the_order_they_are_named(client):
    for handle in ("scarf", "bag", "box"):
        factories.product(handle=handle)
    assert titles(client, "box,scarf,box,nothing") == ["box", "scarf"]


def test_what_is_no_longer_on_sale_is_left_out(client):
    factories.product(handle="scarf")
    factories.product(handle="secret", status="draft")
    assert titles(client, "secret,scarf") == ["scarf"]


def test_nothing_named_draws_nothing(client):
    assert b"<section" not in client.get(reverse("seen")).content


def test_a_phone_that_names_a_thousand_gets_eight_in_one_question(client):
    for number in range(10):
        factories.product(handle=f"piece-{number}")
    named = ",".join(f"piece-{number % 10}" for number in range(1000))
    with CaptureQueriesContext(connection) as queries:
        assert len(titles(client, named)) == 8
    assert len([one for one in queries if "catalog_product" in one["sql"]]) == 1
