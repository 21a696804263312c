from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from catalog.pictures.models import Picture
from catalog.products.models import Product, Variant
from catalog.search import services as search
from catalog.stories.models import Story
from members.accounts.models import User
from members.activities.models import Activity
from members.coupons.models import Coupon, IssuedCoupon
from members.occasions.models import Occasion
from members.points import services as points
from members.tiers import services as tiers
from members.tiers.models import Membership, Tier
from minishop import audit
from minishop.demo import loading, stock
from minishop.events.models import Event
from orders.fulfilment.models import Fulfilment
from orders.orders.models import Order, OrderLine
from orders.returns.models import Return
from orders.stock.models import StockItem, StockMovement
from orders.stores.models import Store

pytestmark = pytest.mark.django_db


@pytest.fixture
def brand(settings, tmp_path: Path) -> list[str]:
    """The demo brand, loaded, and the steps that were told."""
    settings.MEDIA_ROOT = tmp_path
    steps: list[str] = []
    loading.load(steps.append)
    return steps


def test_the_demo_brand_is_whole(brand):
    assert Product.objects.count() == 14
    assert Variant.objects.count() == 44
    assert set(Product.objects.on_sale().filter(in_stock=False)) == set()
    assert set(Product.objects.exclude(status="active").values_list("handle", flat=True)) == {"gift-card"}
    assert Product.objects.get(handle="arc-bag-paper-moon").is_coming
    assert len(brand) > 3
    everything_speaks_chinese()
    every_file_is_there_and_fits()
    stock_is_divided()
    the_club_is_open()
    much_has_happened()
    assert search.search("口红").first().handle == "silk-veil-lipstick"
    loading_again_changes_nothing()


def everything_speaks_chinese() -> None:
    for product in Product.objects.on_sale():
        words = product.translations["zh-hans"]
        empty = [name for name in Product.translated if getattr(product, name) and not words.get(name)]
        assert set(empty) <= {"seo_title"}, product.handle
    for row in (*Picture.objects.all(), *Story.objects.all(), *Store.objects.all()):
        words = row.translations["zh-hans"]
        assert [name for name in row.translated if getattr(row, name) and not words.get(name)] == [], row


def every_file_is_there_and_fits() -> None:
    for picture in Picture.objects.all():
        for _width, name in [*picture.renditions["portrait"], *picture.renditions["whole"]]:
            assert default_storage.size(name) <= 60 * 1024, name
    models = {product.handle: product.model_file.name for product in Product.objects.exclude(model_file="")}
    assert set(models) == {"arc-bag", "silk-veil-lipstick"}
    assert all(default_storage.exists(name) for name in models.values())


def stock_is_divided() -> None:
    delivered = StockMovement.objects.filter(reference=stock.REFERENCE, item__variant__sku="LL-LIP-RSW")
    pieces = dict(delivered.values_list("item__store__code", "quantity"))
    assert sum(pieces.values()) == 160
    assert min(pieces.values()) > 0
    assert settings.CURRENCY == "CNY"


def much_has_happened() -> None:
    """Orders at every step, reviews that were published, and a return to decide or to await."""
    steps = set(Fulfilment.objects.values_list("state", flat=True))
    assert {"open", "picking", "ready", "shipped", "done"} <= steps
    assert Order.objects.exclude(payment_state="paid").count() == 0
    assert Product.objects.get(handle="arc-bag").rating_count == 2
    assert Return.objects.count() == 1
    assert OrderLine.objects.filter(sent__gt=0, fulfilment__state="open").exists()
    assert [found for found in audit.run() if found.findings] == []


def loading_again_changes_nothing() -> None:
    Product.objects.filter(handle="arc-bag").update(title="Changed by staff")
    before = (Event.objects.count(), Picture.objects.count(), StockItem.objects.count())
    Coupon.objects.filter(title="Moonrise").update(value=90)
    loading.load(lambda step: None)
    assert (Event.objects.count(), Picture.objects.count(), StockItem.objects.count()) == before
    assert Product.objects.get(handle="arc-bag").title == "Changed by staff"
    assert Coupon.objects.get(title="Moonrise").value == 90


def the_club_is_open() -> None:
    """Tiers, coupons of each kind, and three members whose books add up."""
    assert list(Tier.objects.values_list("code", flat=True)) == ["moon", "sand", "brass", "ink"]
    assert set(Coupon.objects.values_list("kind", flat=True)) == {"amount", "percent", "delivery", "gift"}
    assert set(Coupon.objects.values_list("way", flat=True)) == {"claim", "auto", "staff", "points", "code"}
    for row in (*Tier.objects.all(), *Coupon.objects.all(), *Activity.objects.all(), *Occasion.objects.all()):
        words = row.translations["zh-hans"]
        assert [name for name in row.translated if getattr(row, name) and not words.get(name)] == [], row
    wen = User.objects.get(phone="+8613800138000")
    assert tiers.of(wen).tier.code == "sand"
    told = points.whole(wen)
    assert sum(line.points for line in told) == points.figures(wen).free == 1252
    assert IssuedCoupon.objects.filter(user=wen, state="ready").count() >= 4
    assert Membership.objects.count() == 3
