"""Two people at one page."""

import pytest
from django.db import IntegrityError

from catalog.pages import services as pages
from catalog.pages.models import Block, Page
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(handle: str) -> Page:
    page = composed.page(handle)
    composed.block(page)
    return page


def numbers(page: Page) -> list[int]:
    return list(page.revisions.order_by("number").values_list("number", flat=True))


def test_whoever_publishes_at_once_gets_the_next_number(race):
    page = fresh("about")
    answers = race(6, lambda _i: pages.publish(page=page).number)
    assert sorted(answers) == numbers(page) == [1, 2, 3, 4, 5, 6]


def test_publishing_and_restoring_at_once_lose_nothing(race):
    page = fresh("about")
    first = pages.publish(page=page)
    Block.objects.update(title="Changed since")
    work = [lambda: pages.publish(page=page), lambda: pages.restore(revision=first)] * 2
    answers = race(4, lambda i: work[i]())
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    kept = [each.content["blocks"][0]["title"] for each in page.revisions.all()]
    assert "Changed since" in kept
    assert numbers(page) == list(range(1, page.revisions.count() + 1))


def test_without_holding_the_page_two_take_the_same_number(race, until, monkeypatch):
    """Guard off: the page's row is read and not held; the unique number behind it refuses."""
    monkeypatch.setattr(pages, "_held", lambda page: Page.objects.get(pk=page.pk))
    rounds = iter(range(20))

    def damaged() -> bool:
        page = fresh(f"about-{next(rounds)}")
        answers = race(4, lambda _i: pages.publish(page=page))
        return any(isinstance(answer, IntegrityError) for answer in answers)

    assert until(damaged)
