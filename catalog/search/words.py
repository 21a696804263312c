"""Cuts text into the words search compares: Latin runs as they are, Chinese by dictionary, plus pinyin."""

import re
import unicodedata

import rjieba
from pypinyin import Style, lazy_pinyin

LATIN = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
HAN = re.compile(r"[\u3400-\u9fff]+")

#: Words shoppers use for one thing; a query that holds one finds pieces that hold another.
SYNONYMS = (
    ("lipstick", "lip", "口红", "唇膏", "唇釉"),
    ("perfume", "fragrance", "parfum", "scent", "香水", "香氛"),
    ("bag", "handbag", "purse", "手袋", "包包", "手提包"),
    ("tote", "托特包", "托特"),
    ("blush", "blusher", "rouge", "腮红", "胭脂"),
    ("powder", "compact", "粉饼", "散粉"),
    ("serum", "essence", "精华"),
    ("candle", "蜡烛", "香烛", "香薰"),
    ("scarf", "shawl", "围巾", "披肩"),
    ("wallet", "cardholder", "卡包", "钱包", "卡夹"),
    ("gift", "present", "礼物", "礼盒", "送礼"),
    ("set", "kit", "套装", "礼盒"),
    ("red", "红", "红色"),
    ("plum", "purple", "梅紫", "紫色"),
)
_SAME: dict[str, tuple[str, ...]] = {}
for _group in SYNONYMS:
    for _word in _group:
        _SAME[_word] = (*_SAME.get(_word, ()), *_group)


def folded(text: str) -> str:
    """Lower case, full-width letters made plain, accents dropped."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    return "".join(char for char in plain if not unicodedata.combining(char))


def latin(text: str) -> list[str]:
    return LATIN.findall(folded(text))


def chinese(text: str) -> list[str]:
    """Words of the Chinese runs, short ones inside long ones too: 丝雾唇膏 → 丝雾, 唇膏, each character."""
    words: list[str] = []
    for run in HAN.findall(folded(text)):
        words += rjieba.cut_for_search(run)
        words += run  # a one-character query, or a cut that differs with its neighbours, still finds it
    return list(dict.fromkeys(words))


def pinyin(text: str) -> list[str]:
    """How a Chinese name is typed without an input method: siwuchungao, swcg, and each syllable."""
    found: list[str] = []
    for run in HAN.findall(folded(text)):
        syllables = lazy_pinyin(run)
        initials = lazy_pinyin(run, style=Style.FIRST_LETTER)
        found += [*syllables, "".join(syllables), "".join(initials)]
    return list(dict.fromkeys(found))


def asked(query: str) -> list[str]:
    """The words of a query: Latin runs, and Chinese runs cut without overlaps."""
    text = folded(query)[:80]
    cut = [word for run in HAN.findall(text) for word in rjieba.cut(run)]
    return [*LATIN.findall(text), *cut][:8]


def same(word: str) -> list[str]:
    """The word itself, then others shoppers use for the same thing."""
    return list(dict.fromkeys([word, *_SAME.get(word, ())]))
