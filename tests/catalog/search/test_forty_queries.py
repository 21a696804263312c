"""Forty and more things shoppers type in the demo shop, and the piece that must be among the first three."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from catalog.pictures.models import Picture
from catalog.search import services as search
from catalog.shelf import services as shelf
from minishop.demo import catalogue, files, words

pytestmark = pytest.mark.django_db

LIPSTICK, COMPACT, SERUM, BLUSH = "silk-veil-lipstick", "moonlight-compact", "dew-serum", "velvet-blush"
PERFUME, CANDLE, ARC, TOTE = "eau-de-lune", "loom-candle", "arc-bag", "fold-tote"
CARDS, SCARF, BOX, SET = "card-holder", "weave-scarf", "gift-box", "discovery-set"

QUERIES = [
    # Chinese of one to four characters and more
    ("唇", LIPSTICK),
    ("香", PERFUME),
    ("包", ARC),
    ("唇膏", LIPSTICK),
    ("围巾", SCARF),
    ("蜡烛", CANDLE),
    ("手袋包", ARC),
    ("托特包", TOTE),
    ("弧月包", ARC),
    ("丝雾唇膏", LIPSTICK),
    ("梅紫手袋", ARC),
    ("送给妈妈的礼盒", BOX),
    # pinyin: in full, spaced, half typed; initials
    ("chungao", LIPSTICK),
    ("chun gao", LIPSTICK),
    ("siwuchun", LIPSTICK),
    ("weijin", SCARF),
    ("meizi", ARC),
    ("swcg", LIPSTICK),
    ("xs", PERFUME),
    # English, plurals, beginnings, numbers
    ("lipstick", LIPSTICK),
    ("Lipsticks", LIPSTICK),
    ("scarves", SCARF),
    ("cand", CANDLE),
    ("eau de lune", PERFUME),
    ("the card holder", CARDS),
    ("50ml", PERFUME),
    ("100 ml", PERFUME),
    # colour and thing
    ("plum bag", ARC),
    ("rosewood lipstick", LIPSTICK),
    ("moon grey tote", TOTE),
    ("herringbone", SCARF),
    # both languages at once
    ("silk 唇膏", LIPSTICK),
    ("lune香水", PERFUME),
    ("arc 手袋", ARC),
    # slips: swapped, missing, doubled, wrong letters; in pinyin too; a sound written otherwise
    ("lispstick", LIPSTICK),
    ("lipstik", LIPSTICK),
    ("lippstick", LIPSTICK),
    ("perfmue", PERFUME),
    ("sacrf", SCARF),
    ("velvet bluhs", BLUSH),
    ("chungoa", LIPSTICK),
    ("weijn", SCARF),
    ("唇高", LIPSTICK),
    ("禮盒", BOX),
    # what else it is called
    ("口红", LIPSTICK),
    ("kouhong", LIPSTICK),
    ("handbag", ARC),
    ("wallet", CARDS),
    ("胭脂", BLUSH),
    ("散粉", COMPACT),
    ("present", BOX),
    ("eau de parfum", PERFUME),
    # as keyboards and labels have it
    ("ＬＩＰＳＴＩＣＫ", LIPSTICK),
    ("LL-TOT-MGR", TOTE),
    ("ll tot mgr", TOTE),
    ("lltotmgr", TOTE),
    ("2900100039734", SCARF),
    ("Lune & Loom tote", TOTE),
    ("serum 银耳", SERUM),
    ("discovery", SET),
]


class OnePicture(dict[str, Picture]):
    """Whatever photograph is asked for, it is this one."""

    def __missing__(self, name: str) -> Picture:
        return self["any"]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo brand's pieces and synonyms, for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        picture = Picture.objects.create(file="any.webp", width=8, height=10, alt="Any", digest="any")
        catalogue.load_products(files.catalogue(), OnePicture({"any": picture}))
        words.load()
        yield
        transaction.set_rollback(True)
    shelf.forget()


@pytest.mark.parametrize(("query", "expected"), QUERIES, ids=[query for query, _ in QUERIES])
def test_the_piece_is_among_the_first_three(demo, query, expected):
    assert expected in [piece.handle for piece in search.search(query)[:3]]
