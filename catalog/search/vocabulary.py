"""The words of the catalogue: what a beginning may become, and what a misspelt word was meant to be."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from django.db import connection

from catalog.search.models import SearchWord

SHORTEST = 4  # letters; a shorter word is one letter away from too many others
LONG = 8  # letters from which two may be wrong
LONGEST = 16


def near(word: str) -> list[str]:
    """What is left of the word when a letter, or two of a long one, are taken out; and the word."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii():
        return []
    gone = 2 if len(word) >= LONG else 1
    kept = {"".join(left) for left in combinations(word, len(word) - gone)}
    return sorted({word, *(word[:n] + word[n + 1 :] for n in range(len(word))), *kept})


def learn(pairs: Iterable[tuple[str, str]]) -> None:
    """The vocabulary holds these words as well, each as (typed, written)."""
    asked = set(pairs)
    typed = {word for word, _ in asked}
    known = set(SearchWord.objects.filter(word__in=typed).values_list("word", "shown"))
    SearchWord.objects.bulk_create(
        (SearchWord(word=word, shown=shown, near=near(word)) for word, shown in sorted(asked - known)),
        ignore_conflicts=True,
    )


def meant(typed: str) -> str:
    """The word of the catalogue that is closest to what was typed, or what was typed when none is close."""
    left = near(typed)
    close = SearchWord.objects.filter(near__overlap=left).order_by("-pieces").values_list("word", "pieces")
    most = 2 if len(typed) >= LONG else 1
    rated = [(_distance(typed, word), typed[0] != word[0], -pieces, word) for word, pieces in close[:60]]
    return min((row for row in rated if row[0] <= most), default=(0, False, 0, typed))[3]


def completions(typed: str, most: int = 4) -> list[str]:
    """Words that begin so, as they are written, those of most pieces first."""
    begun = SearchWord.objects.filter(word__startswith=typed).exclude(shown=typed)
    found = begun.order_by("-pieces", "word").values_list("shown", flat=True)[: most * 3]
    return list(dict.fromkeys(found))[:most]


def count(held: Counter[tuple[str, str]], *, since: int) -> None:
    """Each word says how many pieces hold it; a word of none is forgotten, unless learnt after `since`."""
    typed, shown = zip(*held, strict=True) if held else ((), ())
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [list(typed), list(shown), list(held.values())])
        cursor.execute(_FORGET, [since, list(typed), list(shown)])


def latest() -> int:
    """The number of the word learnt last."""
    return SearchWord.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


_COUNT = """
UPDATE catalog_searchword known SET pieces = held.pieces
FROM unnest(%s::text[], %s::text[], %s::int[]) AS held (word, shown, pieces)
WHERE known.word = held.word AND known.shown = held.shown AND known.pieces <> held.pieces
"""
_FORGET = """
DELETE FROM catalog_searchword known WHERE id <= %s AND NOT EXISTS (
    SELECT FROM unnest(%s::text[], %s::text[]) AS held (word, shown)
    WHERE known.word = held.word AND known.shown = held.shown)
"""


def _distance(one: str, other: str) -> int:
    """How many letters are missing, doubled, wrong or swapped with a neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
