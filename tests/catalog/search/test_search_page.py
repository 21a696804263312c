import html
import re

import pytest
from django.urls import reverse

from catalog.products.models import Product
from catalog.search import services as search
from tests import factories

pytestmark = pytest.mark.django_db
RANGE = {"lipstick": ("Velvet Lipstick", "丝绒唇膏"), "scarf": ("Weave Scarf", "织纹围巾")}
HELP = {
    "en": "Try fewer words, a colour, or what it is for. Both languages and pinyin work.",
    "zh-CN": "试试更短的词、一种颜色，或想用它做什么。中文、英文、拼音都可以。",
}


@pytest.fixture(autouse=True)
def lipstick() -> Product:
    """A lipstick that search knows, beside a scarf that others look for."""
    made = {}
    for handle, (title, zh) in RANGE.items():
        product = factories.product(handle=handle, title=title, translations={"zh-hans": {"title": zh}})
        factories.variant(product=product, is_stock_tracked=False, option_values=[])
        search.index(product)
        made[handle] = product
    return made["lipstick"]


def found(client, query: str, language: str = "en") -> str:
    answer = client.get(reverse("search"), {"q": query}, headers={"accept-language": language})
    assert answer.status_code == 200
    return html.unescape(answer.content.decode().partition('id="found"')[2])


def handles(shown: str) -> set[str]:
    return set(re.findall(r'href="/products/([\w-]+)/', shown))


def test_the_found_piece_is_shown_and_no_other(client):
    shown = found(client, "lipstick")
    assert handles(shown) == {"lipstick"}
    assert "Velvet Lipstick" in shown
    assert "1 piece<" in shown


def test_the_found_piece_is_shown_in_chinese(client):
    shown = found(client, "唇膏", "zh-CN")
    assert handles(shown) == {"lipstick"}
    assert "丝绒唇膏" in shown
    assert "1 件" in shown


@pytest.mark.parametrize(
    ("language", "said", "others"),
    [
        ("en", "Nothing answers to “umbrella”.", "Often looked for"),
        ("zh-CN", "没有找到与“umbrella”相配的物件。", "大家常找"),
    ],
)
def test_an_empty_result_says_so_and_helps_on(client, language, said, others):
    shown = found(client, "umbrella", language)
    assert said in shown
    assert HELP[language] in shown
    assert others in shown
    assert handles(shown) == {"lipstick", "scarf"}, "what others look for"


def test_what_was_typed_is_never_markup(client):
    page = client.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
