import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from minishop.brand import services as brands
from minishop.brand.models import Brand

PLUM = (107, 47, 78)


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def square(colour, side=512):
    file = io.BytesIO()
    Image.new("RGB", (side, side), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), name="icon.png")


def near(one, other):
    return all(abs(a - b) <= 3 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("size", [32, 96, 180, 192, 512])
def test_a_brand_without_a_picture_has_its_initial_on_its_colour(client, size):
    brands.remember(Brand(pk=1, name="Lune"))
    image = shown(client, brands.current().icon_url(size))
    assert image.size == (size, size)
    assert near(image.getpixel((1, 1)), PLUM)
    assert len(image.getcolors(size * size)) > 2


def test_another_initial_is_another_icon(client):
    drawn = {}
    for name in ("Lune", "Aurora", "月织", "素"):
        brands.remember(Brand(pk=1, name=name))
        drawn[name] = shown(client, brands.current().icon_url(192)).tobytes()
    assert len({drawn["Lune"], drawn["Aurora"], drawn["月织"]}) == 3
    assert drawn["月织"] == drawn["素"]  # letters the font lacks: the moon stands in


@pytest.mark.django_db
def test_the_brands_own_picture_is_shown_and_kept_inside_a_mask(client):
    brand = brands.change(name="Lune", icon=square("red"))
    assert near(shown(client, brand.icon_url(192)).getpixel((1, 1)), (255, 0, 0))
    masked = shown(client, brand.icon_url(512, "maskable"))
    assert near(masked.getpixel((2, 2)), PLUM)
    assert near(masked.getpixel((256, 256)), (255, 0, 0))


def test_shortcuts_and_the_badge_are_drawn_each_in_its_own_way(client):
    brands.remember(Brand(pk=1, name="Lune"))
    kinds = ("icon", "badge", "shop", "code", "bag", "orders")
    drawn = {kind: client.get(brands.current().icon_url(96, kind)).content for kind in kinds}
    assert len(set(drawn.values())) == len(kinds)
    badge = Image.open(io.BytesIO(drawn["badge"]))
    assert badge.mode == "RGBA"
    assert badge.getpixel((1, 1))[3] == 0
    assert near(Image.open(io.BytesIO(drawn["shop"])).convert("RGB").getpixel((1, 1)), PLUM)


@pytest.mark.django_db
def test_an_icon_that_storage_lost_falls_back_to_the_initial(client):
    brand = brands.change(name="Lune", icon=square("red"))
    brand.icon.storage.delete(brand.icon.name)
    assert near(shown(client, brand.icon_url(192)).getpixel((1, 1)), PLUM)


def test_the_address_changes_with_what_is_drawn_and_an_old_one_leads_on(client):
    old = Brand(pk=1, name="Lune").icon_url(192)
    brands.remember(Brand(pk=1, name="Lune", tokens={"light": {"fill": "#234E52"}}))
    fresh = brands.current().icon_url(192)
    assert fresh != old
    assert client.get(old).headers["Location"] == fresh
    response = client.get(fresh)
    assert "immutable" in response.headers["Cache-Control"]
    assert near(Image.open(io.BytesIO(response.content)).getpixel((1, 1)), (35, 78, 82))


@pytest.mark.django_db
def test_other_sizes_are_not_drawn(client):
    brand = brands.current()
    for size in (33, 4096):
        assert client.get(brand.icon_url(192).replace("192", str(size))).status_code == 404


def test_a_browser_that_asks_blindly_is_led_to_the_icon(client):
    assert client.get("/favicon.ico").headers["Location"] == brands.current().tab_icon


@pytest.mark.parametrize("fill", ["oklch(40% 0.1 350)", "var(--fill)", "color-mix(in srgb, red, blue)"])
def test_a_colour_that_only_browsers_know_is_drawn_as_the_house_s_own(client, fill):
    brands.remember(Brand(pk=1, name="Lune", tokens={"light": {"fill": fill}}))
    image = shown(client, brands.current().icon_url(32))
    assert near(image.getpixel((1, 1)), PLUM)
