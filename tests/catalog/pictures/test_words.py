"""Nothing is published that says nothing to those who can't see it."""

import pytest

from catalog.pictures import services as pictures
from catalog.pictures.models import Picture, WordsMissing
from catalog.products import services as products
from catalog.products.models import Product
from catalog.stories import services as stories
from catalog.stories.models import Story
from minishop.events.models import Event
from tests import factories
from tests.catalog.images import photograph

pytestmark = pytest.mark.django_db


def a_draft(*alts: str) -> Product:
    """A draft whose photographs say this."""
    product = factories.product(status=Product.Status.DRAFT)
    colours = ["#6b2f4e", "#d8c9b6", "#24402f"]
    shown = [
        pictures.add(photograph(160, 200, colour=colour), alt=alt)
        for colour, alt in zip(colours, alts, strict=False)
    ]
    products.set_images(product=product, pictures=shown)
    return product


@pytest.fixture
def desk(client):
    client.force_login(factories.staff("admin"))
    return client


def test_a_product_without_words_is_not_published_and_told_which():
    product = a_draft("A plum bag", "", "")
    bare = set(Picture.objects.without_words())
    with pytest.raises(WordsMissing) as refusal:
        products.publish(product=product)
    product.refresh_from_db()
    assert (product.status, set(refusal.value.pictures)) == ("draft", bare)
    assert not Event.objects.filter(name="product.published").exists()


def test_with_words_for_each_it_is_published():
    product = a_draft("A plum bag", "Its handle")
    products.publish(product=product)
    assert product.status == Product.Status.ACTIVE


def test_a_variants_photograph_needs_words_too():
    product = a_draft()
    variant = factories.variant(product=product)
    variant.picture = pictures.add(photograph(160, 200))
    variant.save()
    with pytest.raises(WordsMissing):
        products.publish(product=product)


def test_words_in_the_shops_own_language_are_enough():
    product = a_draft("A plum bag")
    assert Picture.objects.without_words_in("zh-hans").exists()
    products.publish(product=product)
    assert product.status == Product.Status.ACTIVE


def test_what_is_on_sale_already_stays_on_sale():
    product = a_draft("")
    Product.objects.update(status=Product.Status.ACTIVE)
    product.refresh_from_db()
    products.publish(product=product)
    assert product.status == Product.Status.ACTIVE


def test_a_story_needs_words_for_its_photograph():
    story = Story.objects.create(handle="moon", title="Moon", picture=pictures.add(photograph(160, 200)))
    with pytest.raises(WordsMissing):
        stories.publish(story=story)
    story.refresh_from_db()
    assert story.published_at is None
    pictures.describe(picture=story.picture, alt="The moon over Wukang Road")
    stories.publish(story=story)
    assert story.published_at


def test_staff_read_which_photographs_and_are_led_to_them(desk):
    product = a_draft("")
    picture = Picture.objects.get()
    page = desk.post(f"/admin/catalog/product/{product.pk}/do/publish/", follow=True).content.decode()
    link = f'<a class="underline" href="/admin/catalog/picture/{picture.pk}/change/">'
    assert "Not published: say first what these photographs show" in page
    assert page.count(link) == 2  # in the refusal, and in the notes above the form


def test_publishing_many_names_those_that_were_refused(desk):
    bare, told = a_draft(""), factories.product(status=Product.Status.DRAFT)
    ticked = {"action": "publish", "_selected_action": [bare.pk, told.pk]}
    page = desk.post("/admin/catalog/product/", ticked, follow=True).content.decode()
    assert 'class="underline" href="/admin/catalog/picture/' in page
    assert set(Product.objects.filter(status="active")) == {told}


def test_a_missing_language_is_said_and_stops_nothing(desk):
    product = a_draft("A plum bag")
    page = desk.get(f"/admin/catalog/product/{product.pk}/change/").content.decode()
    assert "Not yet described in" in page
    assert "can&#x27;t be published" not in page


def test_the_list_shows_those_without_words_and_takes_them(desk):
    a_draft("A plum bag", "")
    bare = Picture.objects.without_words().get()
    page = desk.get("/admin/catalog/picture/?words=none")
    assert list(page.context["cl"].result_list) == [bare]
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": bare.pk, "_save": "Save"}
    desk.post("/admin/catalog/picture/?words=none", rows | {"form-0-alt": "Its handle"})
    assert not Picture.objects.without_words().exists()


def test_the_list_shows_those_without_chinese(desk):
    a_draft("A plum bag", "Its handle")
    first = Picture.objects.first()
    pictures.describe(picture=first, alt="A plum bag", translations={"zh-hans": {"alt": "梅紫手袋"}})
    page = desk.get("/admin/catalog/picture/?words=zh-hans")
    assert first not in page.context["cl"].result_list
    assert page.context["cl"].result_count == 1
