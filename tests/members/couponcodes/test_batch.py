"""Unique codes are made by a job in slices: killed and run again there is neither a double nor a hole."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import RequestFactory

from members.couponcodes import codes, making, views
from members.couponcodes import services as couponcodes
from members.couponcodes.models import CouponBatch, CouponCode
from minishop import events
from minishop.events.models import Event
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


@pytest.fixture(autouse=True)
def small_slices(monkeypatch):
    monkeypatch.setattr(making, "SLICE", 40)


@pytest.fixture
def offer():
    return factories.coupon(way="code")


def made(batch):
    return list(CouponCode.objects.filter(batch=batch).order_by("pk").values_list("code", flat=True))


def all_of(offer, quantity=100, **told):
    """A batch with all its codes; one more sweep than it has slices, for what was drawn twice."""
    batch = couponcodes.generate(coupon=offer, quantity=quantity, **told)
    for _slice in range(quantity // 40 + 2):
        events.sweep()
    batch.refresh_from_db()
    assert batch.state == "done"
    return batch


def test_a_code_has_twelve_characters_of_which_no_two_look_alike(offer):
    found = made(all_of(offer, prefix="moon "))
    assert len(found) == len(set(found)) == 100
    assert all(code.startswith("MOON") and len(code) == 16 for code in found)
    assert set("".join(code[4:] for code in found)) <= set(codes.ALPHABET)
    assert not set(codes.ALPHABET) & set("0O1IL2Z5S8B")
    assert len(codes.ALPHABET) ** codes.LENGTH > 2**55


@pytest.mark.parametrize("typed", [" moon-ac34-efgh ", "ＭＯＯＮ ac34efgh", "Moon.AC34/EFGH"])
def test_a_code_is_the_same_however_it_is_typed(typed):
    assert codes.normal(typed) == "MOONAC34EFGH"
    assert codes.shown("MOONAC34EFGH", "MOON") == "MOON-AC34-EFGH"


def test_it_goes_on_slice_by_slice_and_says_how_far_it_is(offer):
    batch = couponcodes.generate(coupon=offer, quantity=100)
    seen = [(batch.state, batch.made)]
    for _slice in range(3):
        couponcodes.go_on(batch.pk)
        batch.refresh_from_db()
        seen.append((batch.state, batch.made))

    assert seen == [("making", 0), ("making", 40), ("making", 80), ("done", 100)]
    assert batch.done_at
    assert couponcodes.go_on(batch.pk) == 0


def test_killed_in_a_slice_it_goes_on_without_a_double_or_a_hole(offer, monkeypatch):
    batch = couponcodes.generate(coupon=offer, quantity=100)
    couponcodes.go_on(batch.pk)

    def killed(*_args, **_told):
        raise SystemExit

    monkeypatch.setattr(making.events, "emit", killed)
    with pytest.raises(SystemExit):
        couponcodes.go_on(batch.pk)
    monkeypatch.undo()
    assert len(made(batch)) == factories.fresh(batch).made == 40

    for _slice in range(3):
        events.sweep()
    assert len(set(made(batch))) == 100


def test_a_code_that_is_drawn_twice_is_drawn_anew(offer, monkeypatch):
    """As good as impossible, and then harmless."""
    first = all_of(offer, 3)
    real, taken = codes.made, made(first)
    draws = iter([taken[:2]])
    monkeypatch.setattr(codes, "made", lambda n, prefix="": next(draws, None) or real(n, prefix))

    assert len(set(made(all_of(offer, 2)) + taken)) == 5


@pytest.mark.parametrize(
    "told", [{"quantity": 0}, {"quantity": 1_000_001}, {"quantity": 1, "prefix": "X" * 9}]
)
def test_what_makes_no_sense_is_not_begun(offer, told):
    with pytest.raises(ValueError):
        couponcodes.generate(coupon=offer, **told)
    with pytest.raises(ValueError):
        couponcodes.generate(coupon=factories.coupon(way="claim"), quantity=1)
    assert not CouponBatch.objects.exists()


def download(batch, user):
    request = RequestFactory().get("/")
    request.user = user
    return views.download(request, batch.pk)


def test_the_codes_are_taken_home_as_a_table_and_that_is_written_down(offer):
    batch, boss = all_of(offer, prefix="MOON"), factories.staff("admin")

    response = download(batch, boss)

    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert rows[0] == ["Code", "As typed", "Given"]
    assert [row[1] for row in rows[1:]] == made(batch)
    assert rows[1][0].startswith("MOON-")
    told = Event.objects.get(name="coupon_batch.exported")
    assert (told.actor, told.data, told.subject_id) == (boss, {"codes": 100}, batch.pk)


def test_the_batchs_page_leads_to_its_codes(offer, client):
    batch = all_of(offer)
    client.force_login(factories.staff("admin"))
    page = client.get(f"/admin/members/couponbatch/{batch.pk}/progress/").text
    address = f"/admin/members/couponbatch/{batch.pk}/codes.csv"
    assert address in page
    table = b"".join(client.get(address).streaming_content).decode()
    assert all(code in table for code in made(batch))


def test_only_whoever_may_and_only_what_is_done_is_taken_home(offer):
    batch, clerk = all_of(offer), factories.staff("clerk")
    with pytest.raises(PermissionDenied):
        download(batch, clerk)
    waiting = couponcodes.generate(coupon=offer, quantity=1)
    with pytest.raises(Http404):
        download(waiting, factories.staff("admin"))
    clerk.user_permissions.add(Permission.objects.get(codename="generate_codes"))
    assert download(batch, factories.fresh(clerk)).status_code == 200
