import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from minishop.brand.models import Brand
from tests.corruption import findings

pytestmark = pytest.mark.django_db


def test_M1_fires_when_a_row_names_a_missing_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    brand = Brand(pk=1)
    brand.font.save("house.woff2", ContentFile(b"wOF2"))
    assert findings("M1") == []
    default_storage.delete(brand.font.name)
    assert [(found["table"], found["column"]) for found in findings("M1")] == [("minishop_brand", "font")]
