from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from members.accounts.models import User
from orders.fulfilment import services as fulfilment
from orders.lifecycle import services as lifecycle
from orders.pickup import services as pickup
from orders.pickup.models import Pickup
from orders.scanning.models import Scan
from orders.stores.models import Store, StoreStaff
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Store:
    return factories.store(name="Wukang Road")


@pytest.fixture
def clerk(house: Store) -> User:
    return factories.staff(store=house, name="Mei Chen")


@pytest.fixture
def till(clerk: User) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


@pytest.fixture
def code(house: Store) -> Pickup:
    order = factories.order(at=house)
    fulfilment.ready(fulfilment=order.fulfilments.get(), shelf="B14")
    return pickup.prepare(order=order)[0]


def scan(till: Client, typed: str) -> str:
    answer = till.post(reverse("scan"), {"code": typed, "nonce": uuid4().hex}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(till: Client) -> str:
    scan = Scan.objects.latest("pk")
    answer = till.post(reverse("scan-hand-over", args=[scan.nonce]), {"money": "taken"}, follow=True)
    return answer.content.decode()


def test_the_console_works_without_a_script(till: Client, code: Pickup) -> None:
    page = till.get(reverse("scan")).content.decode()
    assert 'name="code"' in page
    assert "Wukang Road" in page
    shown = scan(till, code.code)
    assert 'class="console go"' in shown
    assert "Hand it over" in shown
    assert "B14" in shown
    done = confirm(till)
    assert "Handed over" in done
    code.refresh_from_db()
    assert code.collected_at is not None


def test_a_second_scan_says_when_where_and_by_whom(till: Client, code: Pickup) -> None:
    scan(till, code.code)
    confirm(till)
    again = scan(till, code.code)
    assert 'class="console hold"' in again
    assert "Already collected" in again
    assert "Mei Chen" in again
    assert "Wukang Road" in again
    assert "Today," in again


def test_confirming_twice_is_one_hand_over(till: Client, code: Pickup) -> None:
    scan(till, code.code)
    shown = Scan.objects.latest("pk")
    for _ in range(2):
        till.post(reverse("scan-hand-over", args=[shown.nonce]))
    assert Scan.objects.filter(outcome=Scan.Outcome.HANDED_OVER).count() == 1


def test_an_order_to_be_paid_here_is_paid_and_handed_over(till: Client, house: Store) -> None:
    order = lifecycle.pay_in_store(order=factories.order(at=house, paid=False))
    assert "Take ¥238" in scan(till, order.number)
    assert "Handed over" in confirm(till)
    order.refresh_from_db()
    assert order.is_paid


def test_an_unknown_code_is_red_and_offers_to_find(till: Client) -> None:
    page = scan(till, "0" * 20)
    assert 'class="console halt"' in page
    assert reverse("scan-find") in page


def test_nobody_else_opens_a_scan(till: Client, code: Pickup, house: Store) -> None:
    scan(till, code.code)
    other = Client()
    other.force_login(factories.staff(store=house))
    nonce = Scan.objects.get().nonce
    assert other.get(reverse("scan-verdict", args=[nonce])).status_code == 404
    assert other.post(reverse("scan-hand-over", args=[nonce])).status_code == 404
    code.refresh_from_db()
    assert code.collected_at is None


@pytest.mark.parametrize("typed", ["end", "phone", "name"])
def test_an_order_is_found_without_its_code(till: Client, code: Pickup, typed: str) -> None:
    words = {"end": code.order.number[-4:], "phone": "8000", "name": "wen li"}
    page = till.get(reverse("scan-find"), {"q": words[typed]}).content.decode()
    assert code.order.number in page


def test_orders_of_another_house_are_not_found(till: Client) -> None:
    there = pickup.prepare(order=factories.order())[0]
    page = till.get(reverse("scan-find"), {"q": there.order.number}).content.decode()
    assert f"{there.order.number}, " not in page


def test_three_characters_find_nothing(till: Client, code: Pickup) -> None:
    page = till.get(reverse("scan-find"), {"q": code.order.number[-3:]}).content.decode()
    assert f"{code.order.number}, " not in page


def test_someone_of_two_houses_chooses_one_first(till: Client, clerk: User, house: Store) -> None:
    there = factories.store(name="Anfu Road")
    StoreStaff.objects.create(store=there, user=clerk)
    assert till.get(reverse("scan"))["Location"] == reverse("scan-store")
    till.post(reverse("scan-store"), {"store": there.code})
    assert "Anfu Road" in till.get(reverse("scan")).content.decode()


def test_a_house_one_does_not_work_in_cannot_be_chosen(till: Client) -> None:
    assert till.post(reverse("scan-store"), {"store": factories.store().code}).status_code == 404


def test_who_is_not_signed_in_signs_in_and_comes_back() -> None:
    answer = Client().get(reverse("scan"))
    assert answer["Location"] == f"{reverse('admin:login')}?next={reverse('scan')}"


def test_staff_without_the_right_are_told_so(house: Store) -> None:
    client = Client()
    client.force_login(factories.staff("marketing", store=house))
    assert client.get(reverse("scan")).status_code == 403


def test_a_member_is_sent_to_sign_in_as_staff() -> None:
    client = Client()
    client.force_login(factories.member())
    assert client.get(reverse("scan")).status_code == 302
