"""What the API asks the database for an answer, which does not grow with what there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.menus.models import MenuItem
from members.addresses import services as addresses
from members.devices.models import Device
from tests import factories
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

PLACE = {"name": "Wen", "phone": "+8613800138000", "province": "Shanghai", "city": "上海市"}


@pytest.mark.parametrize("size", [3, 60])
def test_search_and_the_shop_ask_as_often_at_any_size(client, size):
    bulk.catalogue(size)
    for number in range(size):
        MenuItem.objects.create(
            menu=MenuItem.Menu.values[0], title=f"Door {number}", link="/", position=number
        )
    counts = {
        "/api/v1/search/?q=piece&size=50": 4,
        "/api/v1/search/suggestions/?q=piece": 4,
        "/api/v1/shop/": 0,
        "/api/v1/menus/": 0,
    }
    assert asked(client, counts) == counts


@pytest.mark.parametrize("size", [1, 12])
def test_an_account_asks_as_often_whatever_it_holds(client, size):
    wen = factories.member()
    client.force_login(wen)
    for number in range(size):
        addresses.add(user=wen, street=f"{number} Road", **PLACE)
        Device.objects.create(user=wen, session_key=f"phone {number}", way=Device.Way.CODE)
    counts = {
        "/api/v1/me/": 1,
        "/api/v1/me/addresses/": 2,
        "/api/v1/me/devices/": 2,
        "/api/v1/me/consents/": 2,
        "/api/v1/me/copies/": 2,
    }
    assert asked(client, counts) == counts


def asked(client, paths) -> dict[str, int]:
    """Queries of each address, asked a second time."""
    found = {}
    for path in paths:
        assert client.get(path).status_code == 200, path
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        found[path] = len(queries)
    return found
