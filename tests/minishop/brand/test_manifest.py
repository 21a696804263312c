import pytest

from minishop.brand import services as brands
from minishop.brand.models import Brand


def manifest(client, **headers):
    response = client.get("/manifest.webmanifest", headers=headers)
    assert response.headers["Content-Type"] == "application/manifest+json"
    return response.json()


def test_the_shop_can_be_kept_on_a_home_screen_under_the_brands_name(client):
    brands.remember(Brand(pk=1, name="Lune & Loom", tokens={"light": {"bone": "#FFFFFF"}}))
    told = manifest(client)
    assert told["name"] == "Lune & Loom"
    assert told["display"] == "standalone"
    assert told["theme_color"] == "#FFFFFF"


@pytest.mark.django_db
def test_each_icon_and_shortcut_of_it_opens(client):
    told = manifest(client)
    assert {icon["sizes"] for icon in told["icons"]} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    for address in [*(icon["src"] for icon in told["icons"]), *(place["url"] for place in told["shortcuts"])]:
        assert client.get(address).status_code == 200, address


def test_it_speaks_the_readers_language(client):
    brands.remember(Brand(pk=1, name="Lune", names={"zh-hans": "月织"}))
    told = manifest(client, **{"Accept-Language": "zh-CN"})
    assert told["name"] == "月织"
    assert told["lang"] == "zh-hans"


@pytest.mark.django_db
def test_every_page_names_it(client):
    page = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert brands.current().touch_icon in page
