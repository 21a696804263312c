import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from minishop.brand import services as brands
from minishop.brand.forms import COLOURS, SCHEMES
from minishop.brand.models import Brand
from minishop.notify.channels import Letter
from minishop.notify.channels.dressing import dressed
from tests import factories
from tests.catalog import images

pytestmark = pytest.mark.django_db
PAGE = "/admin/minishop/brand/1/change/"


@pytest.fixture
def brand():
    return brands.change(name="Lune & Loom", names={"zh-hans": "月织"}, contact={"hours": "9–18"})


def filled(client, **changed):
    form = client.get(PAGE).context["adminform"].form
    told = {name: form.initial.get(name) or "" for name in form.fields if name not in ("logo", "font")}
    return told | {"tokens": "{}"} | changed


def test_a_colour_that_was_chosen_overrides_and_the_others_stay_the_houses(admin_client, brand):
    told = filled(admin_client, light_plum="#234e52", email="hello@lune.example")
    assert admin_client.post(PAGE, told).status_code == 302
    brand.refresh_from_db()
    assert brand.tokens == {"light": {"plum": "#234E52"}}
    assert brand.names == {"zh-hans": "月织"}
    assert brand.contact == {"hours": "9–18", "email": "hello@lune.example"}
    assert brands.current().digest


def test_words_nobody_could_read_are_refused(admin_client, brand):
    response = admin_client.post(PAGE, filled(admin_client, light_ink="#eeeeee"))
    assert response.status_code == 200
    assert "can hardly be read" in response.content.decode()
    assert Brand.objects.get().tokens == {}


def test_a_logo_is_shown_on_pages_and_in_letters(admin_client, client, brand, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("our logo.png", images.photograph(600, 120).read(), "image/png")
    assert admin_client.post(PAGE, filled(admin_client, logo=file)).status_code == 302
    brand.refresh_from_db()
    page = client.get("/").content.decode()
    assert f'<img class="logo" src="{brand.logo.url}" width="600" height="120"' in page
    assert client.get(brand.logo.url).status_code == 200
    settings.PUBLIC_URL = "https://lune.example"
    letter = Letter("message-1", "wen@example.com", "Hello", "Good night.", "en")
    assert f'<img src="https://lune.example{brand.logo.url}"' in dressed(letter)


def test_letters_are_loaded_first_and_are_the_pages_serif(admin_client, client, brand, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("aurora.woff2", brands.LETTERS.read_bytes(), "font/woff2")
    assert admin_client.post(PAGE, filled(admin_client, font=file)).status_code == 302
    brand.refresh_from_db()
    page = client.get("/").content.decode()
    assert re.findall(r'<link rel="preload" href="([^"]+)" as="font"', page) == [brand.font.url]
    (sheet,) = re.findall(r'<link rel="stylesheet" href="(/brand/[^"]+)">', page)
    assert f'src:url("{brand.font.url}")' in client.get(sheet).content.decode()
    assert client.get(brand.font.url).status_code == 200


def test_a_file_that_is_no_font_is_refused(admin_client, brand):
    file = SimpleUploadedFile("aurora.woff2", b"OTTO1234", "font/woff2")
    response = admin_client.post(PAGE, filled(admin_client, font=file))
    assert "These are no WOFF2 letters." in response.content.decode()
    assert not Brand.objects.get().font


def test_every_colour_is_offered_by_day_and_by_night(admin_client, brand):
    fields = admin_client.get(PAGE).context["adminform"].form.fields
    assert {f"{scheme}_{token}" for scheme in SCHEMES for token in COLOURS} <= set(fields)


def test_a_clerk_cannot_change_the_brand(client, brand):
    client.force_login(factories.staff())
    assert client.get(PAGE).status_code in (302, 403)
    assert client.post(PAGE, {"name": "Mine"}).status_code in (302, 403)
    assert Brand.objects.get().name == "Lune & Loom"
