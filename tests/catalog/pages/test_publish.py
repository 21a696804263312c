from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.pages import services as pages
from catalog.pages.models import HOME, AlreadyLive, Block, NothingLive, NothingToShow, Page, Revision
from catalog.pictures.models import WordsMissing
from catalog.redirects.models import Redirect
from catalog.shelf import services as shelf
from minishop.events.models import Event
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1)


def read(client, handle: str = "delivery") -> str:
    shelf.forget()
    answer = client.get(f"/pages/{handle}/")
    return answer.content.decode() if answer.status_code == 200 else ""


def told(page: Page) -> list[str]:
    subject = f"page:{page.pk}"
    return list(Event.objects.filter(subject=subject).order_by("id").values_list("name", flat=True))


def test_shoppers_see_what_was_published_and_not_what_was_written_since(client):
    page = composed.published(text="<p>In two days.</p>")
    Block.objects.update(text="<p>In three days.</p>")
    assert "In two days." in read(client)
    pages.publish(page=page)
    assert "In three days." in read(client)
    assert told(page) == ["page.kept", "page.published", "page.published"]
    assert list(page.revisions.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_page_nobody_published_or_knows_is_not_found(client):
    composed.block(composed.page("draft"))
    assert [client.get(f"/pages/{handle}/").status_code for handle in ("draft", "nowhere", HOME)] == [404] * 3


def test_a_scheduled_revision_comes_at_its_moment_although_the_page_is_kept(client, monkeypatch):
    page = composed.published(text="<p>Now.</p>")
    Block.objects.update(text="<p>Then.</p>")
    pages.publish(page=page, at=timezone.now() + TOMORROW)
    assert "Now." in read(client)
    assert told(page)[-1] == "page.scheduled"
    late = timezone.now() + 2 * TOMORROW
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert "Then." in client.get("/pages/delivery/").content.decode()


def test_a_moment_that_has_passed_is_now():
    page = composed.published()
    revision = pages.publish(page=page, at=timezone.now() - TOMORROW)
    assert revision.live_at is not None
    assert timezone.now() - revision.live_at < timedelta(minutes=5)


def test_a_scheduled_revision_is_cancelled_once_and_kept(client):
    page = composed.published(text="<p>Now.</p>")
    later = pages.publish(page=page, at=timezone.now() + TOMORROW)
    pages.cancel(revision=later)
    assert Revision.objects.get(pk=later.pk).live_at is None
    assert told(page)[-1] == "page.cancelled"
    with pytest.raises(AlreadyLive):
        pages.cancel(revision=later)
    live = page.revisions.live().get()
    with pytest.raises(AlreadyLive):
        pages.cancel(revision=live)
    assert "Now." in read(client)


def test_a_withdrawn_page_is_not_found_until_it_is_published_again(client):
    page = composed.published(text="<p>Now.</p>")
    pages.publish(page=page, at=timezone.now() + TOMORROW)
    pages.withdraw(page=page)
    assert read(client) == ""
    assert not page.revisions.scheduled().exists()
    with pytest.raises(NothingLive):
        pages.withdraw(page=Page.objects.create(handle="other", title="Other"))
    pages.publish(page=page)
    assert "Now." in read(client)


def test_a_page_without_a_shown_block_is_not_published():
    page = composed.page()
    composed.block(page, is_shown=False)
    with pytest.raises(NothingToShow):
        pages.publish(page=page)
    assert not page.revisions.exists()


def test_scripts_styles_and_pictures_are_taken_out_in_every_language():
    bad = '<p onclick="x()">Night<script>x()</script><img src="/b.png"><a href="javascript:x()">a</a></p>'
    page = composed.page()
    block = composed.block(page, text=bad, translations={"zh-hans": {"text": bad}})
    block.refresh_from_db()
    for text in (block.text, block.translations["zh-hans"]["text"]):
        assert text == '<p>Night<a rel="noopener noreferrer">a</a></p>'


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x()",
        "//a.example",
        "/\\a.example",
        "http://a.example",
        "https://",
        "data:x",
        "/a b",
        "a/",
    ],
)
def test_a_link_that_leaves_or_runs_is_refused(link):
    page = composed.page()
    with pytest.raises(ValidationError):
        composed.block(page, link=link)
    assert not page.blocks.exists()


@pytest.mark.parametrize("link", ["/shop/?dept=leather#top", "https://journal.example/a"])
def test_a_link_inside_or_by_https_is_kept(link):
    assert composed.block(composed.page(), link=link).link == link


def test_an_old_address_leads_to_the_new_one(client):
    page = composed.published()
    page.handle = "sending"
    pages.keep(page=page)
    assert Redirect.objects.get().to == "/pages/sending/"
    shelf.forget()
    answer = client.get("/pages/delivery/")
    assert (answer.status_code, answer["Location"]) == (301, "/pages/sending/")


def test_the_front_keeps_its_address_and_no_page_takes_it():
    front, other = composed.home({}), composed.page("about")
    for page, handle in ((front, "front"), (other, HOME)):
        page.handle = handle
        with pytest.raises(ValidationError):
            pages.keep(page=page)
    assert set(Page.objects.values_list("handle", flat=True)) == {HOME, "about"}


def test_a_photograph_without_words_is_not_published():
    page = composed.page()
    composed.block(page, picture=composed.picture(alt=""))
    with pytest.raises(WordsMissing):
        pages.publish(page=page)
    assert not page.revisions.exists()
