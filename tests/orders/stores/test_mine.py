import pytest

from tests import factories
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

MINE = "/stores/house-1/mine/"


def test_a_house_becomes_mine_and_no_longer_when_pressed_again(client):
    factories.store(code="house-1")
    assert "Make this my house" in client.get("/stores/house-1/").content.decode()
    client.post(MINE)
    assert "Your house" in client.get("/stores/house-1/").content.decode()
    client.post(MINE)
    assert "Make this my house" in client.get("/stores/house-1/").content.decode()


def test_the_shop_offers_my_house_alone_among_quick_filters_and_others_see_all(client):
    bulk.catalogue(3)
    offered = []
    for press in (False, True, True):
        if press:
            client.post(MINE)
        page = client.get("/shop/").content.decode()
        offered.append([f"here={code}" in page for code in ("house-0", "house-1")])
    assert offered == [[True, True], [False, True], [True, True]]


@pytest.mark.parametrize("kept", ["nowhere", "<script>", "house-2"])
def test_a_house_that_is_none_or_gives_nothing_out_is_nobodys(client, kept):
    bulk.catalogue(3)
    factories.store(code="house-2", offers_pickup=False)
    client.cookies["house"] = kept
    assert "here=house-0" in client.get("/shop/").content.decode()


def test_a_closed_house_cannot_be_mine(client):
    factories.store(code="house-1", is_open=False)
    answer = client.post(MINE)
    assert answer.status_code == 404
    assert "house" not in answer.cookies
