"""Two hundred buyers, fifty pieces, over HTTP."""

import json
import secrets
import subprocess
import sys
from collections import Counter

import pytest

from tests.served.house import ROOT, House

pytestmark = pytest.mark.served
PIECES, PROCESSES, EACH = 50, 8, 25
STORE = "wukang-road"
#: Another piece for each run, for the shop may stay open for several.
DROP = f"drop-{secrets.token_hex(3)}"

#: Published long ago, so that whoever takes the newest piece meanwhile leaves these fifty alone.
SET_OUT = f"""
from datetime import UTC, datetime
from decimal import Decimal
from catalog.products import services as products
from orders.stock import services as stock
from orders.stores.models import Store
words = {{"zh-hans": {{"title": "五十件"}}}}
long_ago = datetime(2020, 1, 1, tzinfo=UTC)
piece = products.create(handle="{DROP}", title="Drop of Fifty", translations=words, published_at=long_ago)
variant = products.add_variant(product=piece, sku="{DROP}", price=Decimal(880))
house = Store.objects.get(code="{STORE}")
stock.receive(variant=variant, store=house, quantity={PIECES}, reference="{DROP}")
products.publish(product=piece)
answer = variant.pk
"""
BOOKS = f"""
from django.db import connection
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order
from orders.stock.models import StockItem
item = StockItem.objects.get(variant__sku="{DROP}")
ours = Order.objects.filter(lines__sku="{DROP}")
coded = Fulfilment.objects.filter(order__in=ours, pickup__isnull=False)
with connection.cursor() as cursor:
    cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    deadlocks = cursor.fetchone()[0]
answer = {{
    "deadlocks": deadlocks,
    "shelf": [item.on_hand, item.reserved],
    "paid": ours.filter(state="open", payment_state="paid").count(),
    "orders": ours.count(),
    "with code": coded.exclude(pickup__qr="").count(),
}}
"""


def crowd(shop: House, variant: int) -> list[dict]:
    """What became of each buyer, all processes let go together."""
    command = [sys.executable, "-m", "tests.served.buyers", shop.address, f"/products/{DROP}/"]
    processes = [
        subprocess.Popen(
            [*command, str(variant), STORE, str(EACH)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    for process in processes:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    return [buyer for process in processes for buyer in json.loads(process.communicate(timeout=300)[0])]


def test_two_hundred_buyers_of_fifty_pieces(served_shop: House):
    buyers = crowd(served_shop, served_shop.told(SET_OUT))

    assert Counter(buyer["outcome"] for buyer in buyers) == {"paid": 50, "sold out": 150}
    assert not [status for buyer in buyers for status in buyer["statuses"] if status >= 400]
    assert served_shop.findings() == []
    books = served_shop.told(BOOKS)
    assert books == {"deadlocks": 0, "shelf": [0, 0], "paid": 50, "orders": 50, "with code": 50}
