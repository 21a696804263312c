"""The reference documents say what the code says."""

import pytest
from django.conf import settings

from minishop.management.reference import SHEETS, sheet


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_the_document_is_what_the_command_prints(name):
    """Mend it with `manage.py reference NAME > minishop/docs/reference/NAME.md`."""
    assert (settings.BASE_DIR / "minishop" / "docs" / "reference" / f"{name}.md").read_text() == sheet(name)


def test_the_documents_hold_what_one_looks_up():
    assert "| `order.paid` | An order is paid. |" in sheet("events")
    assert "| `PUBLIC_URL` | The address customers type." in sheet("settings")
    assert "## Clerks" in sheet("permissions")
    assert "`import_products FILE" in sheet("commands")
