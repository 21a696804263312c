"""Cuts text into the lexemes search compares.

Latin runs stand as they are, with their parts; Chinese runs as every character and every pair of
neighbours, so that any part of a name is found whatever a dictionary would make of it; and Chinese names
also as they are typed without an input method: siwuchungao, si wu, swcg.
"""

import re
import unicodedata
from functools import lru_cache

import rjieba
from pypinyin import Style, lazy_pinyin

LATIN = re.compile(r"[^\W_\u3400-\u9fff]+(?:['.&-][^\W_\u3400-\u9fff]+)*")
HAN = re.compile(r"[\u3400-\u9fff]+")
_MEASURE = re.compile(r"\b(\d+) ?([a-z]{1,4})\b")
_PARTS = re.compile(r"[0-9]+|[^\W_0-9]+")
_QUIET = frozenset(
    word
    for words in ("a an and for in of on or the to with", "的 了 和 与 给 是 有 我 要 买 找 我要 想要 送给")
    for word in words.split()
)

LONGEST = 80  # characters of a query that are read
MOST = 8  # words of a query that are read


def folded(text: str) -> str:
    """Lower case, full-width letters made plain, accents dropped."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    return "".join(char for char in plain if not unicodedata.combining(char)).replace("’", "'")


def whole(text: str) -> str:
    """One lexeme for a name as a whole, whatever its spaces and hyphens; empty for nothing."""
    squeezed = "".join(char for char in folded(text) if char.isalnum())
    return f"={squeezed[:LONGEST]}" if squeezed else ""


def latin(text: str) -> list[str]:
    """Latin words with their parts: two-piece → two-piece, two, piece; 50 ml → 50, ml, 50ml."""
    plain = folded(text)
    found: list[str] = []
    for word in LATIN.findall(plain):
        found += [word.replace("'", ""), *parts(word)]
    return list(dict.fromkeys([*found, *("".join(pair) for pair in _MEASURE.findall(plain))]))


def parts(word: str) -> list[str]:
    """What a Latin word is made of; a possessive s is no part."""
    return _PARTS.findall(word.removesuffix("'s"))


def chinese(text: str) -> list[str]:
    """Characters and pairs of neighbours: 丝雾唇 → 丝, 雾, 唇, 丝雾, 雾唇."""
    found: list[str] = []
    for run in HAN.findall(folded(text)):
        found += [*run, *pairs(run)]
    return list(dict.fromkeys(found))


def pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)]


def dictionary(text: str) -> list[str]:
    """The words a reader would see in the Chinese runs, of two characters and more."""
    cut = [word for run in HAN.findall(folded(text)) for word in _cut(run)]
    return list(dict.fromkeys(word for word in cut if len(word) > 1))


def pinyin(text: str) -> list[str]:
    """How Chinese is typed without an input method: whole runs and words, initials, each syllable."""
    found: list[str] = []
    for run in HAN.findall(folded(text)):
        for word in (run, *_cut(run)):
            found += [typed for typed in spoken(word) if len(typed) > 1]
        found += _syllables(run)
    return list(dict.fromkeys(found))


def spoken(word: str) -> tuple[str, str]:
    """A Chinese word in pinyin, and its initials: 唇膏 → chungao, cg."""
    syllables = _syllables(word)
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)


def asked(query: str, known: "re.Pattern[str] | None" = None) -> list[str]:
    """The words of a query, in order; what staff know as one word or phrase stays whole."""
    text = folded(query)[:LONGEST]
    found: list[str] = []
    at = 0
    for match in known.finditer(text) if known else ():
        found += [*_words(text[at : match.start()]), match.group()]
        at = match.end()
    found = list(dict.fromkeys([*found, *_words(text[at:])]))
    loud = [word for word in found if word not in _QUIET]
    return (loud or found)[:MOST]


def _words(text: str) -> list[str]:
    found: list[str] = []
    for match in re.finditer(f"{LATIN.pattern}|{HAN.pattern}", text):
        word = match.group()
        found += _cut_once(word) if HAN.match(word) else [word.replace("'", "")]
    return found


@lru_cache(maxsize=8192)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut_for_search(run))


def _cut_once(run: str) -> list[str]:
    return list(rjieba.cut(run))


@lru_cache(maxsize=8192)
def _syllables(word: str) -> tuple[str, ...]:
    return tuple(lazy_pinyin(word, style=Style.NORMAL))
