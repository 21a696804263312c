"""The moment comes, and goes."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.products import services as products
from catalog.products.models import Price, Product
from catalog.repricing import services as repricing
from catalog.repricing.models import PriceChange
from minishop.events.models import Event
from orders.carts import bag as bags
from orders.checkout.values import QuoteChanged
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def lipstick():
    return factories.variant(price=238)


def plan(variant, *, begun: bool = True, over: bool = False, ends: bool = True, amount: str = "190"):
    now = timezone.now()
    starts_at = now - HOUR if begun else now + HOUR
    ends_at = (now - HOUR / 2 if over else now + 2 * HOUR) if ends else None
    return repricing.plan(
        variant=variant,
        amount=Decimal(amount),
        compare_at=Decimal(238),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def over(change: PriceChange) -> None:
    PriceChange.objects.filter(pk=change.pk).update(ends_at=timezone.now() - timedelta(seconds=1))


def costs(variant) -> tuple[Decimal, Decimal | None]:
    return Price.objects.values_list("amount", "compare_at").get(variant=variant)


def test_the_price_changes_at_its_moment_and_goes_back_at_the_other(lipstick):
    change = plan(lipstick)
    repricing.sweep()
    assert costs(lipstick) == (190, 238)
    assert Product.objects.get().price_from == 190
    repricing.sweep()
    over(change)
    repricing.sweep()
    assert costs(lipstick) == (238, None)
    change.refresh_from_db()
    assert change.state == "ended"
    told = Event.objects.filter(name="price.changed").order_by("id").values_list("data__after", flat=True)
    assert [Decimal(after) for after in told] == [238, 190, 238]


def test_nothing_moves_before_its_moment(lipstick):
    plan(lipstick, begun=False)
    assert repricing.sweep() == 0
    assert costs(lipstick) == (238, None)


def test_without_an_end_the_price_is_simply_the_new_one(lipstick):
    change = plan(lipstick, ends=False)
    repricing.sweep()
    change.refresh_from_db()
    assert (change.state, costs(lipstick)[0]) == ("ended", 190)


def test_a_price_that_someone_changed_meanwhile_stays(lipstick):
    change = plan(lipstick)
    repricing.sweep()
    products.set_price(variant=lipstick, amount=Decimal(170))
    over(change)
    repricing.sweep()
    assert costs(lipstick)[0] == 170
    assert Event.objects.get(name="price_change.ended").data["restored"] is False


def test_a_time_that_passed_while_nobody_swept_is_missed_and_said_so(lipstick):
    plan(lipstick, over=True)
    repricing.sweep()
    assert costs(lipstick) == (238, None)
    assert Event.objects.filter(name="price_change.missed").exists()


def test_one_after_the_other_end_and_begin_in_one_sweep(lipstick):
    first = plan(lipstick)
    repricing.sweep()
    moment = timezone.now() - timedelta(seconds=1)
    PriceChange.objects.filter(pk=first.pk).update(ends_at=moment)
    repricing.plan(variant=lipstick, amount=Decimal(150), starts_at=moment, ends_at=moment + HOUR)
    repricing.sweep()
    assert costs(lipstick)[0] == 150
    over(PriceChange.objects.get(amount=150))
    repricing.sweep()
    assert costs(lipstick) == (238, None)


def test_staff_end_it_before_its_time(client, lipstick):
    change = plan(lipstick)
    repricing.sweep()
    client.force_login(factories.staff("admin"))
    assert lipstick.sku in client.get(reverse("admin:catalog_pricechange_changelist")).text
    client.post(reverse("admin:catalog_pricechange_do", args=[change.pk, "end-now"]))
    assert costs(lipstick) == (238, None)


def test_who_saw_the_old_price_at_checkout_is_asked_again():
    factories.zone()
    lipstick = factories.variant(price=238, stock={factories.store(): 5})
    bag = factories.cart((lipstick, 1))
    accepted = bags.read(bag, way="ship", province="Shanghai").quote.digest
    plan(lipstick)
    repricing.sweep()
    with pytest.raises(QuoteChanged):
        factories.place(bag, accepted=accepted, way="ship")
    assert factories.place(bag, way="ship").goods_total == 190
