import pytest

from tests import factories
from tests.orders.benefits import own

pytestmark = pytest.mark.django_db


def test_dump(client):
    user = own.rich(1000)
    client.force_login(user)
    a = own.reward(cost=400, cash=50)
    own.reward(cost=1240)
    own.reward(cost=300)
    own.reward(cost=200, stock=0)
    own.reward(limit=0)
    for lang in ("en", "zh-hans"):
        client.cookies["django_language"] = lang
        client.cookies["language"] = lang
        h = {"Accept-Language": lang}
        open(f"/tmp/orders/shop-{lang}.html", "w").write(
            client.get("/points/shop/", headers=h).content.decode()
        )
        bag = own.put(factories.cart(user=user), a)
        if lang == "en":
            own.put(bag, own.reward(cost=1240))
        open(f"/tmp/orders/bag-{lang}.html", "w").write(client.get("/bag/", headers=h).content.decode())
        open(f"/tmp/orders/checkout-{lang}.html", "w").write(
            client.get("/checkout/", headers=h).content.decode()
        )
