"""Two people rename one piece at once: every name it ever had leads to the one it has."""

import pytest

from catalog.products import services as products
from catalog.products.models import Product
from catalog.redirects import services as redirects
from catalog.redirects.models import Redirect
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def names_that_lead_nowhere(race) -> list[str]:
    """The names, of the first and those given at once, at which nobody finds the piece any more."""
    piece = factories.product()
    names = [f"{piece.handle}-{letter}" for letter in "abcd"]

    def rename(i: int) -> Product:
        return products.update(product=Product.objects.get(pk=piece.pk), handle=names[i])

    answers = race(len(names), rename)
    assert not [one for one in answers if isinstance(one, Exception)]
    now = Product.objects.get(pk=piece.pk)
    leads = dict(Redirect.objects.filter(path__contains=piece.handle).values_list("path", "to"))
    here = now.get_absolute_url()
    found = {here, *(path for path, to in leads.items() if to == here)}
    return [name for name in (piece.handle, *names) if f"/products/{name}/" not in found]


def test_every_name_leads_to_the_last_one(race):
    for _ in range(4):
        assert names_that_lead_nowhere(race) == []


def test_without_the_rows_lock_a_name_is_lost(race, until, monkeypatch):
    """Guard off: each reads the name before without waiting for the other's."""

    def unlocked(row):
        return type(row)._base_manager.filter(pk=row.pk).values_list("handle", flat=True).first()

    monkeypatch.setattr(redirects, "handle_before", unlocked)
    assert until(lambda: bool(names_that_lead_nowhere(race)))
