"""The same photograph brought by several people at once."""

import io

import pytest
from django.db import IntegrityError, models

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from tests.catalog.images import photograph
from tests.corruption import findings

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 4


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def brought(race) -> list:
    data = photograph(600, 800).getvalue()
    return race(PEOPLE, lambda i: pictures.add(io.BytesIO(data), alt=f"words of {i}"))


def test_one_row_and_all_its_files(race):
    rows = brought(race)
    assert {row.pk for row in rows} == {Picture.objects.get().pk}
    assert findings("M1") == []


def test_without_asking_first_the_constraint_refuses_the_second(race, until, monkeypatch):
    """Guard off: each writes its row without looking whether it is there."""
    monkeypatch.setattr(
        models.QuerySet, "get_or_create", lambda rows, defaults, **by: (rows.create(**by, **defaults), True)
    )

    def damaged() -> bool:
        Picture.objects.all().delete()
        refused = [one for one in brought(race) if isinstance(one, IntegrityError)]
        return bool(refused) and Picture.objects.count() == 1

    assert until(damaged)
