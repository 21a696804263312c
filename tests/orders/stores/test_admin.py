import pytest
from django.urls import reverse

from minishop import events
from orders.stores.models import Store
from tests import factories

pytestmark = pytest.mark.django_db


def keep(client, house: Store, **changed: str) -> None:
    """The house's page is saved as it stands, but for these boxes."""
    address = reverse("admin:orders_store_change", args=[house.pk])
    form = client.get(address).context["adminform"].form
    told = {name: form[name].value() for name in form.fields} | changed
    none = {f"staff-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    answer = client.post(
        address, {name: value for name, value in told.items() if value not in (None, "")} | none
    )
    assert answer.status_code == 302


def test_a_house_that_closes_takes_its_pieces_out_of_the_catalogue_until_it_opens(client):
    house = factories.store()
    lipstick = factories.variant(stock={house: 2})
    client.force_login(factories.staff("admin"))
    events.sweep()

    told = []
    for is_open in ("", "on"):
        keep(client, house, is_open=is_open)
        events.sweep()
        lipstick.refresh_from_db()
        told.append(lipstick.in_stock)

    assert told == [False, True]
