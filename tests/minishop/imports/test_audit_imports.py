from datetime import timedelta

import pytest
from django.db.models.functions import Now

from minishop.imports.models import ImportRun
from tests import factories
from tests.corruption import corrupt, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(desk):
    factories.variant(sku="VEIL")
    return desk.applied("SKU,Price\nVEIL,258\nNOBODY,1\n")


def test_I1_fires_when_nobody_goes_on_with_an_import(run):
    assert findings("I1") == []
    ImportRun.objects.update(state="applying", leased_until=Now() - timedelta(minutes=9))
    assert findings("I1") == []
    ImportRun.objects.update(leased_until=Now() - timedelta(minutes=11))
    assert [found["run"] for found in findings("I1")] == [run.pk]


def test_I2_fires_when_a_row_was_neither_applied_nor_reported(run):
    assert findings("I2") == []
    corrupt("UPDATE minishop_importrun SET applied = 0 WHERE id = %s", run.pk)
    assert [found["run"] for found in findings("I2")] == [run.pk]
