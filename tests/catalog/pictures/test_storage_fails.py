"""The store of pictures is full or away: a clear word, no half row, and the next try succeeds."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage, default_storage, storages

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture, PictureNotKept
from tests import factories
from tests.catalog.images import photograph
from tests.corruption import findings

pytestmark = pytest.mark.django_db


class Full(FileSystemStorage):
    """A disk that takes so many files more."""

    room = 0

    def _save(self, name, content):  # type: ignore[no-untyped-def]
        if Full.room == 0:
            raise OSError(errno.ENOSPC, "No space left on device", name)
        Full.room -= 1
        return super()._save(name, content)


@pytest.fixture
def disk(settings, media: Path) -> Callable[[int], None]:
    """The shop's storage takes `files` files more."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Full"}}

    def leave(files: int) -> None:
        Full.room = files

    return leave


@pytest.mark.parametrize("files", [0, 1, 5])
def test_a_disk_that_is_full_half_way_leaves_no_row(disk, files):
    disk(files)
    with pytest.raises(PictureNotKept):
        pictures.add(photograph())
    assert not Picture.objects.exists()
    assert findings("M1") == []


def test_with_room_again_the_same_file_is_kept(disk):
    disk(3)
    with pytest.raises(PictureNotKept):
        pictures.add(photograph())
    disk(100)
    picture = pictures.add(photograph())
    assert all(default_storage.exists(name) for name in [picture.file.name, *picture.stored_files()])
    assert findings("M1") == []


def test_a_focal_point_that_can_not_be_stored_stays_where_it_was(disk):
    disk(100)
    picture = pictures.add(photograph(1600, 900))
    before = picture.renditions
    disk(2)
    with pytest.raises(PictureNotKept):
        pictures.focus(picture=picture, focal=(0.1, 0.5))
    picture.refresh_from_db()
    assert (picture.renditions, picture.focal_x) == (before, 0.5)


def test_the_job_tries_again_when_there_is_room(disk):
    disk(100)
    picture = pictures.add(photograph(1600, 900))
    disk(0)
    pictures.slim_all(seconds=9)
    picture.refresh_from_db()
    assert picture.avif_at is None
    disk(100)
    assert pictures.slim_all(seconds=9) == 1


def test_staff_read_that_it_was_not_kept(disk, client):
    client.force_login(factories.staff("admin"))
    disk(2)
    page = client.post("/admin/catalog/picture/add/", {"upload": photograph(), "alt": "A plum"})
    assert page.status_code == 200
    assert "it may be full" in page.content.decode()
    assert not Picture.objects.exists()
    assert storages["default"].listdir("pictures")
