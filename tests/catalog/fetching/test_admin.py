"""Staff see what is still to come, read why something did not, and ask again."""

import pytest

from catalog.fetching.admin import WORDS, in_words
from catalog.fetching.models import PendingImage
from tests import factories

pytestmark = pytest.mark.django_db

SOURCE = "https://cdn.example/plum.png"


@pytest.fixture
def desk(client):
    client.force_login(factories.staff("admin"))
    return client


def refused(**fields) -> PendingImage:
    told = {"state": "refused", "error": "answer 404", "tries": 1, "source": SOURCE}
    told |= {"product": fields.pop("product", None) or factories.product()}
    return PendingImage.objects.create(**told | fields)


def test_the_list_says_why_in_words(desk):
    refused()
    page = desk.get("/admin/catalog/pendingimage/").content.decode()
    assert "The host answered 404 instead of a picture." in page


def test_try_again_makes_it_due_at_once(desk):
    row = refused(tries=6)
    desk.post(f"/admin/catalog/pendingimage/{row.pk}/do/try-again/")
    row.refresh_from_db()
    assert (row.state, row.tries, row.error) == ("waiting", 0, "")
    assert PendingImage.objects.due().get() == row


def test_what_waits_already_is_not_asked_for_again(desk):
    row = refused(state="waiting", tries=3)
    desk.post(f"/admin/catalog/pendingimage/{row.pk}/do/try-again/")
    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", 3)


def test_the_product_says_how_many_pictures_are_still_to_come(desk):
    product = factories.product()
    for n in range(3):
        refused(product=product, state="waiting", error="", source=f"{SOURCE}?{n}")
    page = desk.get(f"/admin/catalog/product/{product.pk}/change/").content.decode()
    assert "3 pictures still to come" in page
    quiet = desk.get(f"/admin/catalog/product/{factories.product().pk}/change/").content.decode()
    assert "still to come" not in quiet


@pytest.mark.parametrize("reason", [*WORDS, "answer 500"])
def test_every_reason_has_its_words(reason):
    assert in_words(reason)
