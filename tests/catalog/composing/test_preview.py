from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.pages import services as pages
from catalog.pages.models import HOME, Block, Page
from members.accounts.models import User
from tests import factories
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser(email="owner@shop.example", password="a long walk home"))
    return client


def look(desk, page: Page, **asked: object) -> str:
    return desk.get(reverse("admin:catalog_page_preview", args=[page.pk]), asked).content.decode()


def test_the_working_copy_a_revision_and_what_shoppers_see_are_shown_apart(desk):
    page = composed.published(text="<p>First.</p>")
    Block.objects.update(text="<p>Second.</p>")
    pages.publish(page=page, at=timezone.now() + timedelta(days=2))
    Block.objects.update(text="<p>Third.</p>")
    after = (timezone.now() + timedelta(days=3)).isoformat()
    assert "Third." in look(desk, page)
    assert "First." in look(desk, page, what=1)
    assert "First." in look(desk, page, what="seen")
    assert "Second." in look(desk, page, what="seen", at=after)
    assert "Shoppers see nothing here then." in look(desk, composed.page("draft"), what="seen")
    assert desk.get(reverse("admin:catalog_page_preview", args=[page.pk]), {"what": 9}).status_code == 404


def test_it_is_spoken_in_both_languages(desk):
    page = composed.page("about")
    composed.block(page, text="<p>Night</p>", translations={"zh-hans": {"text": "<p>夜</p>"}})
    assert "<p>Night</p>" in look(desk, page, language="en")
    assert "<p>夜</p>" in look(desk, page, language="zh-hans")


def test_as_of_a_moment_blocks_and_announced_pieces_stand_as_they_will(desk):
    page = composed.page(HOME)
    coming = factories.product(published_at=timezone.now() + timedelta(days=9))
    composed.block(page, "drop", products=[coming])
    composed.block(page, text="<p>Only later.</p>", starts_at=timezone.now() + timedelta(days=5))
    assert "Only later." not in look(desk, page)
    assert "In 8 days" in look(desk, page)
    later = look(desk, page, at=(timezone.now() + timedelta(days=10)).isoformat())
    assert "Only later." in later
    assert "Here now" in later


def test_it_may_be_framed_by_this_shop_only_leads_nowhere_and_is_kept_by_nobody(desk):
    page = composed.published(text='<p><a href="/shop/">Shop</a></p>')
    answer = desk.get(reverse("admin:catalog_page_preview", args=[page.pk]))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "form-action 'none'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert "<a href=" not in answer.content.decode()
    assert "frame-ancestors 'none'" in desk.get("/pages/delivery/")["Content-Security-Policy"]
    assert desk.get("/pages/delivery/")["X-Frame-Options"] == "DENY"


def test_nothing_that_was_looked_at_is_shown_to_shoppers(desk, client):
    page = composed.published(text="<p>First.</p>")
    Block.objects.update(text="<p>Second.</p>")
    look(desk, page)
    assert "Second." not in client.get("/pages/delivery/").content.decode()
