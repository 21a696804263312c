from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    settings.MEDIA_ROOT = folder
    return folder


def test_a_stored_picture_is_kept_by_browsers_for_a_year(client):
    default_storage.save("pictures/a.webp", ContentFile(b"RIFF"))
    answer = client.get("/media/pictures/a.webp")
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"RIFF"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js"])
def test_what_could_run_is_handed_out_as_a_download(client, name):
    default_storage.save(name, ContentFile(b"<script>"))
    assert client.get(f"/media/{name}")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name", ["nothing.webp", "../secret", "..%2fsecret", "%2e%2e/secret", "pictures", "a\x00b"]
)
def test_nothing_outside_the_folder_is_found(client, media, name):
    (media.parent / "secret").write_text("secret")
    (media / "pictures").mkdir()
    assert client.get(f"/media/{name}").status_code == 404
