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
    assert {(icon["sizes"], icon["purpose"]) for icon in told["icons"]} == {
        *(("192x192", purpose) for purpose in ("any", "maskable")),
        *(("512x512", purpose) for purpose in ("any", "maskable")),
        ("96x96", "monochrome"),
    }
    assert [place["url"] for place in told["shortcuts"]] == ["/shop/", "/code/", "/bag/", "/orders/"]
    icons = [*told["icons"], *(icon for place in told["shortcuts"] for icon in place["icons"])]
    for address in [*(icon["src"] for icon in icons), *(place["url"] for place in told["shortcuts"])]:
        assert client.get(address).status_code == 200, address


def test_it_stays_the_same_shop_and_starts_without_a_mark_of_where_one_came_from(client):
    told = manifest(client)
    assert (told["id"], told["start_url"], told["scope"]) == ("/", "/", "/")


def test_it_speaks_the_readers_language(client):
    brands.remember(Brand(pk=1, name="Lune", names={"zh-hans": "月织"}))
    told = manifest(client, **{"Accept-Language": "zh-CN"})
    assert told["name"] == "月织"
    assert (told["lang"], told["dir"]) == ("zh-Hans", "ltr")


@pytest.mark.django_db
def test_every_page_names_it(client):
    page = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert brands.current().touch_icon in page
