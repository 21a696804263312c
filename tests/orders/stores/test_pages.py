import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_houses_are_listed_with_their_doors(client):
    factories.store(name="Wukang Road", code="wukang-road")
    factories.store(name="Warehouse", offers_pickup=False)

    page = client.get("/stores/").content.decode()

    assert "Wukang Road, Shanghai" in page
    assert "Open until" in page
    assert "Warehouse" not in page


def test_a_house_says_its_hours_and_other_days(client):
    factories.store(code="wukang-road", hours={"mon": ["10:00", "22:00"]}, holidays={"2999-10-01": None})

    page = client.get("/stores/wukang-road/").content.decode()

    assert "10:00–22:00" in page
    assert "Closed" in page
    assert "1 October" in page


def test_a_warehouse_has_no_page(client):
    factories.store(code="warehouse", offers_pickup=False)

    assert client.get("/stores/warehouse/").status_code == 404
