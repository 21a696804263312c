"""The statement tells every movement, each with what there was after it; they sum to the balance."""

import pytest

from members.points import reading
from members.points import services as points
from minishop.registry import Registry
from tests import factories
from tests.members.points.test_earn import earn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clean")]


@pytest.fixture
def story(wen):
    """Earned, on the way, settled, used, given back, taken back until something is owed, and paid."""
    earn(wen, 100, "order:1")
    earn(wen, 60, "order:2", pending=True)
    points.settle(kind="order", source="order:2")
    points.spend(user=wen, points=150, reference="gift:1")
    points.give_back(reference="return:1", of="gift:1", points=20)
    points.reverse(kind="order", source="order:1", points=100, reference="return:2")
    earn(wen, 90, "review:7", kind="activity", words="A review")
    earn(wen, 40, "order:3", pending=True)
    return wen


def lines(told):
    return [(str(line.words), line.points, line.after) for line in told.lines]


def test_each_line_follows_from_the_one_before(story):
    told = points.statement(story)

    assert lines(told) == [
        ("A review", 90, 20),
        ("Taken back", -100, -70),
        ("Came back", 20, 30),
        ("Used", -150, 10),
        ("Earned with an order", 60, 160),
        ("Earned with an order", 100, 100),
    ]
    assert sum(line.points for line in told.lines) == told.balance == 20


@pytest.mark.parametrize(
    ("of", "numbers"),
    [("earned", [90, -100, 60, 100]), ("spent", [20, -150]), ("pending", [40]), ("ended", [])],
)
def test_each_heading_has_its_own(story, of, numbers):
    assert [line.points for line in points.statement(story, of=of).lines] == numbers


def test_page_by_page_it_is_the_same(story, monkeypatch):
    whole = lines(points.statement(story))
    monkeypatch.setattr(reading, "MOST_LINES", 4)

    first = points.statement(story)
    second = points.statement(story, before=first.before)

    assert (lines(first) + lines(second), second.before) == (whole, None)
    assert [line.points for line in points.whole(story)] == [points for _words, points, _after in whole]


@pytest.mark.parametrize("more", [0, 5])
def test_it_asks_as_many_questions_however_long_it_is(story, more, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(reading, "subjects", Registry("subject"))
    for n in range(more):
        earn(story, 10, f"order:9{n}")

    with django_assert_num_queries(4):
        points.statement(story)
    with django_assert_num_queries(5):
        points.figures(story)


def test_what_it_is_about_is_told_by_who_knows(wen, monkeypatch):
    subjects = Registry("subject")
    subjects.add("moon", lambda names: dict.fromkeys(names, ("Moon", "/moon/")))
    monkeypatch.setattr(reading, "subjects", subjects)
    earn(wen, 10, "moon:1")
    earn(wen, 10, "sun:1")
    earn(wen, 10, "moon:2", pending=True)

    assert [line.about for line in points.statement(wen).lines] == ["", "Moon"]
    assert [line.href for line in points.statement(wen, of="pending").lines] == ["/moon/"]


def test_nobody_reads_anothers(story):
    assert points.statement(factories.member()).lines == []
    assert points.known(factories.member()) is None
    assert points.known(story) == 20
