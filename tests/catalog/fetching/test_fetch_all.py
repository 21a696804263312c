"""Pictures that a table named come into their galleries, once, however often the work is cut off."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from catalog.fetching import services as fetching
from catalog.fetching.models import PendingImage
from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products.models import ProductImage
from minishop import schedule
from minishop.events.models import Event
from tests import factories
from tests.catalog.fetching.web import sends
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db

DATA = photograph(600, 750).getvalue()


def pending(source: str, **fields) -> PendingImage:
    told = {"product": fields.pop("product", None) or factories.product(), "source": source, "alt": "A plum"}
    return PendingImage.objects.create(**told | fields)


def sweep() -> None:
    schedule.run(schedule.sweeps["catalog.fetching.tasks.fetch_pictures"])


def test_a_picture_comes_into_the_gallery_and_becomes_the_cover(web):
    row = pending(web.file("/plum.png", DATA), position=3)
    sweep()
    image = ProductImage.objects.get()
    assert (image.product, image.position, image.source) == (row.product, 3, row.source)
    assert image.picture.alt == "A plum"
    row.product.refresh_from_db()
    assert row.product.cover == image.picture
    assert not PendingImage.objects.exists()
    assert Event.objects.filter(name="product.changed", subject=f"product:{row.product_id}").exists()


def test_a_variants_picture_stands_on_the_variant_and_not_in_the_gallery(web):
    variant = factories.variant()
    pending(web.file("/plum.png", DATA), product=variant.product, in_gallery=False).variants.add(variant)
    sweep()
    variant.refresh_from_db()
    assert variant.picture == Picture.objects.get()
    assert not ProductImage.objects.exists()


def test_what_it_shows_is_the_products_title_where_the_table_said_nothing(web):
    row = pending(web.file("/plum.png", DATA), alt="")
    sweep()
    assert Picture.objects.get().alt == row.product.title


def test_words_that_staff_wrote_stay(web):
    pictures.add(photograph(600, 750), alt="Written by hand")
    pending(web.file("/plum.png", DATA))
    sweep()
    assert Picture.objects.get().alt == "Written by hand"


def test_one_picture_under_two_addresses_is_one_row_in_two_galleries(web):
    for path in ("/a.png", "/b.png"):
        pending(web.file(path, DATA))
    sweep()
    assert (Picture.objects.count(), ProductImage.objects.count()) == (1, 2)


def test_two_addresses_of_one_picture_show_it_once_in_a_gallery(web):
    product = factories.product()
    for position, path in enumerate(("/a.png", "/b.png")):
        pending(web.file(path, DATA), product=product, position=position)
    sweep()
    assert [image.position for image in ProductImage.objects.all()] == [0]
    assert not PendingImage.objects.exists()


def test_a_page_that_says_it_is_a_picture_is_refused_for_what_it_is(web):
    row = pending(web.file("/a.png", b"<html>", kind="image/png"))
    sweep()
    row.refresh_from_db()
    assert (row.state, row.error, Picture.objects.count()) == ("refused", "format", 0)


def test_a_picture_that_says_it_is_a_page_is_taken(web):
    pending(web.file("/a.html", DATA, kind="text/html"))
    sweep()
    assert ProductImage.objects.exists()


def test_an_address_inside_is_refused_and_never_asked(web, settings):
    row = pending(web.file("/plum.png", DATA))
    settings.FETCH_ALLOW = []
    sweep()
    row.refresh_from_db()
    assert (row.state, row.error, web.asked) == ("refused", "address", [])
    assert not Picture.objects.exists()


def test_a_host_that_stumbles_is_asked_again_later_and_refused_in_the_end(web):
    row = pending(web.at("/plum.png", sends(503)))
    waits = []
    for _ in range(len(fetching.PAUSES)):
        sweep()
        row.refresh_from_db()
        assert (row.state, row.error) == ("waiting", "answer 503")
        waits.append(round((row.run_at - timezone.now()) / timedelta(minutes=1)))
        sweep()  # not due: nobody is asked
        PendingImage.objects.update(run_at=Now())
    assert waits == [1, 5, 30, 120, 480]
    assert len(web.asked) == len(fetching.PAUSES)
    sweep()
    row.refresh_from_db()
    assert (row.state, row.tries) == ("refused", len(fetching.PAUSES) + 1)
    assert Event.objects.filter(name="picture.not_fetched").count() == 1


def test_a_host_that_is_away_is_left_alone_for_the_round(web):
    def hang_up(request):
        request.close_connection = True

    for n in range(3):
        pending(web.at(f"/{n}", hang_up))
    sweep()
    assert len(web.asked) == 1
    assert PendingImage.objects.due().count() == 2


def test_killed_before_the_picture_was_stored_it_comes_with_the_next_round(web):
    row = pending(web.file("/plum.png", DATA))
    assert fetching.claim(row)  # and the process is gone
    sweep()
    assert web.asked == []  # its lease still runs
    PendingImage.objects.update(leased_until=Now() - timedelta(seconds=1))
    sweep()
    assert (Picture.objects.count(), ProductImage.objects.count()) == (1, 1)


def test_killed_after_the_picture_was_stored_there_is_still_one(web):
    row = pending(web.file("/plum.png", DATA))
    assert fetching.claim(row)
    pictures.add(photograph(600, 750), alt=row.alt)  # and the process is gone
    PendingImage.objects.update(leased_until=Now() - timedelta(seconds=1))
    sweep()
    assert (Picture.objects.count(), ProductImage.objects.count()) == (1, 1)


def test_whoever_lost_the_lease_places_nothing(web):
    row = pending(web.file("/plum.png", DATA))
    assert fetching.claim(row)
    slow = PendingImage.objects.get()
    PendingImage.objects.update(leased_until=Now() - timedelta(seconds=1))
    assert fetching.claim(PendingImage.objects.get())
    fetching._bring(slow)
    assert not ProductImage.objects.exists()
    assert PendingImage.objects.get().tries == 2


def test_a_full_disk_is_tried_again(web, settings):
    row = pending(web.file("/plum.png", DATA))
    settings.MEDIA_ROOT = "/proc/none"
    sweep()
    row.refresh_from_db()
    assert (row.state, row.error, Picture.objects.count()) == ("waiting", "storage", 0)
