import re

import pytest
from django.template import engines

from tests import factories

pytestmark = pytest.mark.django_db


def said(template, **context):
    return engines["django"].from_string("{% load orders_tags %}" + template).render(context)


def test_a_piece_says_where_it_can_be_collected_and_how_many_are_left():
    here, there = factories.store(name="Wukang Road"), factories.store(name="Taikoo Li")
    lipstick = factories.variant(stock={here: 2, there: 0})

    words = said("{% availability product %}", product=lipstick.product)

    assert words.index("Collect at Wukang Road") < words.index("Collect at Taikoo Li")
    assert "the last 2" in words
    assert "None here just now" in words


@pytest.mark.parametrize("pieces", [2, 9])
def test_when_it_can_be_collected_begins_its_line_with_a_capital(pieces):
    house = factories.store(name="Wukang Road")
    lipstick = factories.variant(stock={house: pieces})

    lines = said("{% availability product %}{% nearest_house %}", product=lipstick.product)

    assert len(re.findall(">(Today|Tomorrow) from", lines)) == 2


def test_pieces_held_for_others_are_not_offered():
    house = factories.store(name="Wukang Road")
    lipstick = factories.variant(stock={house: 1})
    factories.place(factories.cart((lipstick, 1, house)))

    assert "None here just now" in said("{% availability product %}", product=lipstick.product)


def test_the_home_page_names_a_house_and_its_doors():
    factories.store(name="Wukang Road", code="wukang-road")

    words = said("{% nearest_house %}")

    assert "Wukang Road, Shanghai" in words
    assert "Open until" in words


def test_without_a_house_nothing_is_said():
    assert said("{% nearest_house %}").strip() == ""
