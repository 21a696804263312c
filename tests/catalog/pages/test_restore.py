import pytest

from catalog.pages import content
from catalog.pages import services as pages
from catalog.pages.models import Block, NothingLive, Page
from catalog.pictures.models import Picture
from catalog.stories.models import Story
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Page:
    """A page of a text and a row of two pieces, published."""
    page = composed.page("about", title="About", translations={"zh-hans": {"title": "关于"}})
    composed.block(page, text="<p>One hide.</p>", translations={"zh-hans": {"text": "<p>一张皮。</p>"}})
    composed.block(page, "products", products=[factories.product(), factories.product()])
    pages.publish(page=page)
    return page


def rewrite(page: Page) -> None:
    """Staff change everything there is."""
    Page.objects.filter(pk=page.pk).update(title="Us")
    first, second = page.blocks.all()
    Block.objects.filter(pk=first.pk).update(text="<p>Two hides.</p>", position=5)
    second.delete()
    composed.block(page, "store")


def now(page: Page) -> content.Content:
    return content.of_page(Page.objects.get(pk=page.pk))


def test_the_working_copy_becomes_what_the_revision_holds(page):
    before = now(page)
    rewrite(page)
    assert pages.restore(revision=page.revisions.get(number=1)) == []
    assert content.same(now(page), before)


def test_what_stood_there_is_kept_and_comes_back(page):
    rewrite(page)
    present = now(page)
    pages.restore(revision=page.revisions.get(number=1))
    kept = page.revisions.get(number=2)
    assert kept.live_at is None
    pages.restore(revision=kept)
    assert content.same(now(page), present)
    assert page.revisions.count() == 2  # nothing that a revision held already was kept again


def test_restoring_changes_nothing_that_shoppers_see(client, page):
    rewrite(page)
    pages.publish(page=page)
    pages.restore(revision=page.revisions.get(number=1))
    assert "Two hides." in client.get("/pages/about/").content.decode()


def test_what_is_gone_is_left_out_and_named(page):
    story = Story.objects.create(handle="dusk", title="Dusk", picture=composed.picture())
    block = composed.block(page, "story", story=story, picture=composed.picture())
    pages.publish(page=page)
    Block.objects.filter(pk=block.pk).delete()
    story.delete()
    Picture.objects.all().delete()
    revision = page.revisions.get(number=2)
    assert sorted(pages.restore(revision=revision)) == ["Dusk", "Dusk over the lane"]
    restored = Block.objects.get(pk=block.pk)
    assert (restored.story, restored.picture) == (None, None)


def test_changes_are_discarded_to_what_shoppers_see(page):
    before = now(page)
    rewrite(page)
    pages.discard(page=page)
    assert content.same(now(page), before)
    with pytest.raises(NothingLive):
        pages.discard(page=composed.page("draft"))


def test_a_copy_of_a_block_stands_after_it(page):
    row = page.blocks.get(kind="products")
    composed.block(page, "store")
    copy = pages.repeat(block=row)
    assert [block.kind for block in page.blocks.all()] == ["text", "products", "products", "store"]
    pieces = [[place.product_id for place in block.places.all()] for block in (row, copy)]
    assert pieces[0] == pieces[1] != []
