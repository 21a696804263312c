import pytest

from catalog.composing import changes
from catalog.pages import content
from catalog.pages.models import Block, Page
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db


def now(page: Page) -> content.Content:
    return content.of_page(Page.objects.get(pk=page.pk))


def test_what_changed_is_told_by_block_field_and_language():
    page = composed.page("about")
    first, second, third = (composed.block(page, title=title) for title in ("One", "Two", "Three"))
    before = now(page)
    assert changes.between(None, before) == ["First kept, with 3 blocks"]
    assert changes.between(before, before) == []
    Page.objects.update(seo_title="About us")
    Block.objects.filter(pk=first.pk).update(translations={"zh-hans": {"text": "一"}}, position=3)
    Block.objects.filter(pk=second.pk).update(link="/shop/")
    third.delete()
    composed.block(page, "store", position=9)
    assert changes.between(before, now(page)) == [
        "Page: title for search engines",
        "Text “Two”: link",
        "Text “One”: text (Simplified Chinese)",
        "Nearest store: added",
        "Text “Three”: removed",
        "Blocks in another order",
    ]
