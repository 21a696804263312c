import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    factories.zone()
    return factories.store()


def bag_of(client, house, lines):
    cart = factories.cart(*((factories.variant(stock={house: 9}), 2, *place) for place in lines))
    client.cookies["bag"] = cart.token
    return cart


@pytest.mark.parametrize("copies", [1, 10])
@pytest.mark.parametrize(("path", "queries"), [("/bag/", 9), ("/checkout/", 9)])
def test_a_page_asks_as_often_for_two_lines_as_for_twenty(
    client, house, copies, path, queries, django_assert_num_queries
):
    bag_of(client, house, [(), (house,)] * copies)
    client.get(path)

    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200
