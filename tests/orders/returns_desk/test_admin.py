import pytest
from django.test import Client
from django.urls import reverse

from minishop import dashboard
from orders.returns import services as returns
from orders.returns.models import Return
from orders.scanning.gate import CHOSEN
from tests import factories
from tests.orders.aftersale.shopping import asked, collected, shot

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> Client:
    client = Client()
    client.force_login(factories.staff("admin"))
    return client


@pytest.fixture
def undecided(settings):
    settings.RETURN_AUTO_LIMIT = 0
    return asked(collected())


def verb(row, name: str) -> str:
    return reverse("admin:orders_return_do", args=[row.pk, name])


def test_it_is_agreed_received_and_paid_back_by_buttons(boss: Client, undecided) -> None:
    line = undecided.lines.get().line_id
    boss.post(verb(undecided, "agree"), {"amount": "238", "answer": ""})
    undecided.refresh_from_db()
    assert undecided.state == "awaited"
    boss.post(verb(undecided, "receive"), {f"came-{line}": "1", f"fate-{line}": "shelf"})
    undecided.refresh_from_db()
    assert undecided.state in ("refunding", "done")
    page = boss.get(reverse("admin:orders_return_change", args=[undecided.pk])).content.decode()
    assert "Money on its way" in page


def test_less_without_words_is_refused_and_nothing_moves(boss: Client, undecided) -> None:
    page = boss.post(verb(undecided, "agree"), {"amount": "100", "answer": ""}, follow=True).content.decode()
    assert "Say why, so that the shopper can read it." in page
    undecided.refresh_from_db()
    assert (undecided.state, undecided.agreed_amount) == ("asked", None)


def test_over_the_limit_the_same_person_does_not_second(boss: Client, undecided, settings) -> None:
    settings.REFUND_SECOND_ABOVE = 100
    boss.post(verb(undecided, "agree"), {"amount": "238", "answer": ""})
    page = boss.post(verb(undecided, "second"), follow=True).content.decode()
    assert "It takes another person" in page
    undecided.refresh_from_db()
    assert undecided.state == "second"


def test_the_list_is_filtered_by_whom_it_waits_for_and_figures_lead_there(boss: Client, undecided) -> None:
    told = {one["name"]: one["figure"] for one in dashboard.for_person(factories.staff("admin"))}
    assert told["returns-asked"].value == 1
    assert told["returns-asked"].is_pressing
    assert undecided.number in boss.get(told["returns-asked"].url).content.decode()
    assert undecided.number not in boss.get(told["returns-here"].url).content.decode()


def test_photographs_are_shown_to_who_may_see_the_return_alone(boss: Client) -> None:
    order = collected()
    row = asked(order, reason="faulty", photos=[shot()])
    path = reverse("admin:orders_return_photo", args=[row.pk, row.photos.get().pk])
    assert boss.get(path)["Content-Type"] == "image/jpeg"
    stranger = Client()
    stranger.force_login(factories.staff("clerk", factories.store()))
    assert stranger.get(path).status_code == 404


def test_staff_ask_for_a_shopper_who_rang_up(boss: Client) -> None:
    order = collected()
    line = order.lines.all()[0].pk
    path = reverse("admin:orders_order_do", args=[order.pk, "return"])
    told = {f"pieces-{line}": "1", "reason": "faulty", "kind": "refund", "key": "call", "back": ""}
    boss.post(path, told)
    boss.post(path, told)
    row = Return.objects.get()
    assert (row.source, row.state) == ("staff", "asked")
    assert row.number in boss.get(reverse("admin:orders_order_change", args=[order.pk])).content.decode()


def test_a_code_read_at_the_till_takes_the_pieces_in_at_that_house() -> None:
    order = collected()
    row = asked(order)
    house = factories.store()
    clerk = factories.staff("clerk", house)
    from django.contrib.auth.models import Permission

    clerk.user_permissions.add(Permission.objects.get(codename="change_return"))
    client = Client()
    client.force_login(clerk)
    session = client.session
    session[CHOSEN] = house.pk
    session.save()
    there = client.post(reverse("scan"), {"code": row.number.lower()})
    assert there["Location"] == reverse("scan-return", args=[row.number])
    page = client.get(there["Location"]).content.decode()
    assert "A return: take it in" in page
    line = row.lines.get().line_id
    client.post(there["Location"], {f"came-{line}": "1", f"fate-{line}": "damaged"})
    row.refresh_from_db()
    assert (row.store, row.received_by) == (house, clerk)
    assert row.state in ("refunding", "done")
    again = client.get(there["Location"]).content.decode()
    assert "The pieces are here" not in again


def test_withdrawn_meanwhile_the_counter_takes_nothing_in(boss: Client, undecided) -> None:
    returns.withdraw(request=undecided)
    line = undecided.lines.get().line_id
    boss.post(verb(undecided, "receive"), {f"came-{line}": "1", f"fate-{line}": "shelf"})
    undecided.refresh_from_db()
    assert (undecided.state, undecided.received_at) == ("withdrawn", None)
