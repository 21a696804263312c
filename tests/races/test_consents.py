"""A form sent twice at the same moment leaves one row; so does a copy asked for in two tabs."""

import pytest

from members.consents import services as consents
from members.consents.models import Consent
from members.rights import copies
from members.rights.models import DataCopy
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_yeses_at_once_are_one_row(race):
    person = factories.member()
    race(6, lambda _i: consents.give(user=person, purpose="marketing-email", source="settings"))
    assert Consent.objects.filter(user=person).count() == 1


def test_six_wishes_for_a_copy_are_one_copy(race):
    person = factories.member()
    answers = race(6, lambda _i: copies.ask(person=person))
    assert len({copy.pk for copy in answers}) == 1
    assert DataCopy.objects.count() == 1
