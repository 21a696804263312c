"""The page's form in the admin, the phone beside it, and its revisions."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from catalog.pages import services as pages
from catalog.pages.models import Block, Page
from members.accounts.models import User
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser(email="owner@shop.example", password="a long walk home"))
    return client


def address(page: Page, name: str = "change") -> str:
    return reverse(f"admin:catalog_page_{name}", args=[page.pk])


def filled(page: Page, *blocks: dict[str, Any], **more: str) -> dict[str, Any]:
    """The form as a browser would send it."""
    told: dict[str, Any] = {"title": page.title, "handle": page.handle, "summary": page.summary}
    known = page.blocks.count()
    told |= {"blocks-TOTAL_FORMS": len(blocks), "blocks-INITIAL_FORMS": known}
    for n, block in enumerate(blocks):
        fields = {"page": page.pk, "is_shown": "on", "position": n, "look": ""} | block
        told |= {f"blocks-{n}-{name}": value for name, value in fields.items()}
    return told | more


def test_the_form_opens_with_its_phone_and_its_revisions(desk):
    page = composed.published(text="<p>Two days.</p>")
    answer = desk.get(address(page))
    text = answer.content.decode()
    assert f'src="{address(page, "preview")}?language=en"' in text
    assert "frame-src 'self'" in answer["Content-Security-Policy"]
    assert "First kept, with 1 block" in text
    assert "Shoppers see what stands here." in text
    assert text.count("<em>") == text.count("</em>")  # a help text that opens a tag swallows the page


def test_blocks_are_kept_in_order_with_their_pieces_and_a_copy(desk):
    page, pieces = composed.page(), [factories.product() for _ in range(3)]
    order = [str(piece.pk) for piece in (pieces[2], pieces[0])]
    row = {"kind": "products", "title": "New", "title_zh_hans": "新", "pieces": order, "twice": "on"}
    text = {"kind": "text", "text": "<p>Night<script>x()</script></p>"}
    answer = desk.post(address(page), filled(page, row, text))
    assert answer.status_code == 302, answer.context["errors"]
    kinds = list(page.blocks.values_list("kind", flat=True))
    assert kinds == ["products", "products", "text"]
    first = page.blocks.first()
    assert [place.product_id for place in first.places.all()] == [pieces[2].pk, pieces[0].pk]
    assert first.translations == {"zh-hans": {"title": "新"}}
    assert page.blocks.get(kind="text").text == "<p>Night</p>"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"kind": "collection"}, "Choose a collection."),
        ({"kind": "drop"}, "Choose the piece that is to come."),
        ({"kind": "text"}, "Write a text."),
        ({"kind": "text", "text": "a", "link": "//evil.example"}, "A path like /shop/"),
    ],
)
def test_a_block_without_what_it_needs_is_refused_and_nothing_is_kept(desk, block, words):
    page = composed.page()
    answer = desk.post(address(page), filled(page, block))
    assert words in answer.content.decode()
    assert not Block.objects.exists()


def test_saving_may_publish_at_once(desk, client):
    page = composed.published(text="<p>Two days.</p>")
    block = page.blocks.get()
    row = {"id": block.pk, "kind": "text", "text": "<p>Three days.</p>"}
    desk.post(address(page), filled(page, row, _publish="1"))
    assert page.revisions.count() == 2
    assert "Three days." in client.get("/pages/delivery/").content.decode()


def test_a_page_without_blocks_is_kept_and_not_published_and_says_why(desk):
    page = composed.page()
    answer = desk.post(address(page), filled(page, _publish="1"))
    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "There is no block to show: add one first."
    ]
    assert not page.revisions.exists()


def test_a_revision_is_restored_from_the_list_and_says_what_is_gone(desk):
    page = composed.page()
    composed.block(page, text="<p>Two days.</p>", picture=composed.picture())
    pages.publish(page=page)
    block = page.blocks.get()
    Block.objects.filter(pk=block.pk).update(text="<p>Never.</p>", picture=None)
    composed.Picture.objects.all().delete()
    restore = reverse("admin:catalog_revision_do", args=[page.revisions.get().pk, "restore"])
    assert "is kept as a revision" in desk.get(restore).content.decode()
    answer = desk.post(restore)
    assert answer["Location"] == address(page)
    assert Block.objects.get().text == "<p>Two days.</p>"
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert "Dusk over the lane" in said


def test_the_list_says_where_each_page_stands(desk, django_assert_max_num_queries):
    composed.published("live")
    Block.objects.update(title="Changed since")
    later = composed.page("later")
    composed.block(later)
    pages.publish(page=later, at=timezone.now() + timedelta(days=2))
    composed.page("draft")
    with django_assert_max_num_queries(12):
        text = desk.get(reverse("admin:catalog_page_changelist")).content.decode()
    assert all(words in text for words in ("Since ", "From ", "Nothing yet"))
