"""Titles and descriptions for search engines, in the reader's language, and what stands in for them."""

import re
from typing import Any

import pytest

from catalog.collections.models import Collection
from catalog.products.models import Product
from catalog.shelf import services as shelf
from catalog.stories.models import Story
from catalog.vendors.models import Vendor
from tests.catalog import bulk

pytestmark = pytest.mark.django_db

PAGES: dict[type, str] = {
    Product: "/products/piece-0/",
    Collection: "/collections/dept-0/",
    Story: "/stories/story-essay/",
    Vendor: "/brands/lune/",
}
OWN = {"seo_title": "Found by engines", "seo_description": "What engines quote."}
CHINESE = {"seo_title": "搜索标题", "seo_description": "搜索摘要。"}


@pytest.fixture(autouse=True)
def shop() -> None:
    bulk.catalogue(4)
    Product.objects.update(vendor=Vendor.objects.create(name="Lune", handle="lune", summary="Of the moon."))


def head(client, path: str, language: str = "en") -> tuple[str, str]:
    shelf.forget()
    page = client.get(path, headers={"accept-language": language}).content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    words = re.search(r'<meta name="description" content="(.*?)">', page, re.DOTALL)
    assert title
    assert words
    return title[1], words[1]


@pytest.mark.parametrize("model", PAGES)
def test_the_page_says_what_was_written_for_engines(client, model: Any):
    model.objects.update(**OWN, translations={"zh-hans": CHINESE})
    title, words = head(client, PAGES[model])
    assert title.startswith("Found by engines · ")
    assert words == "What engines quote."
    title, words = head(client, PAGES[model], "zh-CN")
    assert title.startswith("搜索标题 · ")
    assert words == "搜索摘要。"


@pytest.mark.parametrize("model", PAGES)
def test_without_it_the_page_is_called_by_its_name(client, model: Any):
    title, _ = head(client, PAGES[model])
    row = model.objects.get(handle=PAGES[model].split("/")[2])
    assert title.startswith(str(row))


def test_a_chinese_title_comes_before_an_english_one_for_engines(client):
    Product.objects.filter(handle="piece-0").update(**OWN)
    title, _ = head(client, PAGES[Product], "zh-CN")
    assert title.startswith("物件 0")
