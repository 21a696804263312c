"""The home page from blocks: what each kind shows, from when until when, and to whom."""

from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.utils import timezone

from catalog.collections import services as collections
from catalog.collections.models import Collection
from catalog.pages import showing
from catalog.pages.models import HOME, Block
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.stories.models import Story
from minishop import visits
from tests import factories
from tests.catalog import bulk
from tests.catalog.pages import composed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def home(client):
    def read() -> str:
        return client.get("/").content.decode()

    return read


def test_each_kind_shows_what_it_leads_to(home):
    bulk.catalogue(6)
    composed.home(
        {"kind": "hero", "title": "The *evening*", "link": "/shop/", "picture": composed.picture()},
        {"kind": "products", "title": "Off the loom"},
        {"kind": "collection", "collection": Collection.objects.get(handle="dept-1")},
        {"kind": "story", "story": Story.objects.get(handle="story-essay"), "look": "night"},
        {"kind": "text", "text": "<p>One hide.</p>"},
        {"kind": "departments"},
        {"kind": "store", "title": "Come by"},
    )
    page = home()
    assert '<h1 id="b' in page
    assert "The <em>evening</em>" in page
    assert "Piece 0" in page
    assert 'href="/collections/dept-1/"' in page
    assert 'class="section night"' in page
    assert "<p>One hide.</p>" in page
    assert "Department 3" in page
    assert "Come by" in page
    assert "House" in page


def test_a_story_and_a_piece_lend_their_words_and_their_pictures(home):
    bulk.catalogue(4)
    story = Story.objects.get(handle="story-hero")
    composed.home({"kind": "hero", "story": story})
    page = home()
    assert "A <em>hero</em>" in page
    assert 'href="/stories/story-hero/"' in page
    Story.objects.update(body="")
    shelf.forget()
    assert 'class="btn primary" href="/products/piece-0/"' in home()


def test_a_block_whose_rows_are_gone_or_not_on_sale_vanishes(home):
    bulk.catalogue(4)
    chosen = Product.objects.get(handle="piece-1")
    composed.home(
        {"kind": "text"},
        {"kind": "products", "title": "Chosen", "products": [chosen]},
        {"kind": "collection", "title": "Gathered", "collection": Collection.objects.first()},
        {"kind": "story", "title": "Told", "story": Story.objects.first()},
    )
    assert all(words in home() for words in ("Chosen", "Gathered", "Told"))
    Product.objects.update(status=Product.Status.DRAFT)
    Story.objects.update(published_at=None)
    shelf.forget()
    assert not any(words in home() for words in ("Chosen", "Gathered", "Told"))


def test_a_window_opens_and_closes_by_the_clock_while_the_page_is_kept(home, monkeypatch):
    now = timezone.now()
    composed.home(
        {"kind": "text", "title": "Always"},
        {"kind": "text", "title": "Soon", "starts_at": now + DAY, "ends_at": now + 2 * DAY},
    )
    seen = []
    for later in (timedelta(0), 1.5 * DAY, 3 * DAY):
        monkeypatch.setattr(timezone, "now", lambda later=later: now + later)
        seen.append("Soon" in home())
    assert seen == [False, True, False]


def test_what_is_meant_for_some_is_shown_to_nobody_else(client, monkeypatch):
    composed.home(
        {"kind": "text", "title": "For all"}, {"kind": "text", "title": "Gold", "audience": ["gold"]}
    )

    def belongs(codes: frozenset[str]) -> None:
        def enter(self: visits.Audience, request: HttpRequest):
            request.audience = codes
            return self.get_response(request)

        monkeypatch.setattr(visits.Audience, "__call__", enter)

    seen = []
    for codes in (frozenset(), frozenset({"gold"}), frozenset({"silver"}), frozenset()):
        belongs(codes)
        answer = client.get("/")
        seen.append("Gold" in answer.content.decode())
        assert "private" in answer["Cache-Control"]
    assert seen == [False, True, False, False]


def test_nobody_belongs_to_anything_yet(client):
    assert client.get("/").wsgi_request.audience == frozenset()


def test_a_piece_to_come_counts_by_the_servers_clock_and_is_then_here(home, monkeypatch):
    now = timezone.now()
    piece = factories.product(title="Paper Moon", published_at=now + 5 * DAY)
    composed.home({"kind": "drop", "products": [piece]})
    page = home()
    assert "Paper Moon" in page
    assert f'href="{piece.get_absolute_url()}"' in page
    assert "In 4 days" in page or "In 5 days" in page
    assert "<time-left" not in page
    monkeypatch.setattr(timezone, "now", lambda: now + 4 * DAY)
    assert "<time-left until=" in home()
    monkeypatch.setattr(timezone, "now", lambda: now + 5 * DAY)
    assert "Here now" in home()
    Product.objects.update(in_stock=False)
    shelf.forget()
    assert "Sold out" in home()


def test_a_row_of_chosen_pieces_keeps_their_order_and_announces_nothing_early():
    first, second = factories.product(), factories.product()
    coming = factories.product(published_at=timezone.now() + DAY)
    composed.home({"kind": "products", "products": [second, coming, first]})
    shown = showing.page(HOME)
    assert [piece.pk for piece in shown.parts[0].led.pieces] == [second.pk, first.pk]


def test_the_privacy_page_says_what_each_feature_holds(client):
    page = composed.page("privacy")
    composed.block(page, "holdings")
    composed.pages.publish(page=page)
    assert "Sign-in codes" in client.get("/pages/privacy/").content.decode()


def test_a_page_names_itself_for_search_engines_in_the_readers_language(client):
    page = composed.published("about")
    page.seo_title, page.seo_description = "About the house", "Made slowly."
    page.translations = {"zh-hans": {"seo_title": "关于月织"}}
    composed.pages.keep(page=page)
    composed.pages.publish(page=page)
    shelf.forget()
    text = client.get("/pages/about/").content.decode()
    assert "<title>About the house · " in text
    assert '<meta name="description" content="Made slowly.">' in text
    chinese = client.get("/pages/about/", headers={"accept-language": "zh-Hans"}).content.decode()
    assert "<title>关于月织 · " in chinese


def test_hidden_blocks_stay_hidden(home):
    composed.home({"kind": "text", "title": "Seen"}, {"kind": "text", "title": "Unseen", "is_shown": False})
    assert Block.objects.count() == 2
    assert "Unseen" not in home()


def test_a_collection_that_is_not_published_is_not_shown(home):
    collection = collections.create(handle="to-give", title="To give", products=[factories.product()])
    composed.home({"kind": "text"}, {"kind": "collection", "collection": collection})
    assert "To give" in home()
    Collection.objects.update(published_at=timezone.now() + DAY)
    shelf.forget()
    assert "To give" not in home()


@pytest.mark.parametrize(
    ("order", "titles"),
    [("hand", "BCA"), ("newest", "CBA"), ("loved", "ACB"), ("price-up", "CAB"), ("price-down", "BAC"),
     ("title", "ABC")],
)  # fmt: skip
def test_a_collection_shows_its_pieces_in_its_own_order(order, titles):
    now = timezone.now()
    facts = {"A": (3, 20, 9), "B": (2, 30, 1), "C": (1, 10, 5)}
    pieces = {}
    for title, (days, price, sold) in facts.items():
        pieces[title] = factories.product(title=title, published_at=now - days * DAY)
        Product.objects.filter(pk=pieces[title].pk).update(price_from=price, sold_count=sold)
    by_hand = [pieces[title] for title in "BCA"]
    chosen = collections.create(handle="chosen", title="Chosen", products=by_hand, order=order)
    beside = collections.create(handle="beside", title="Beside", products=by_hand)
    composed.home(*({"kind": "collection", "collection": row} for row in (chosen, beside)))
    shown = ["".join(str(piece) for piece in part.led.pieces) for part in showing.page(HOME).parts]
    assert shown == [titles, "BCA"]
