"""What staff say is one thing, ready for queries; a change is read at once, by every process."""

import re
from dataclasses import dataclass

from catalog.search import words
from catalog.search.models import SynonymGroup
from catalog.shelf import services as shelf


@dataclass(frozen=True, slots=True)
class Synonyms:
    """`same` names the others of each word's groups, the word also in pinyin; `known` finds in a query
    what stays whole.
    """

    same: dict[str, tuple[str, ...]]
    known: re.Pattern[str] | None

    def of(self, word: str) -> tuple[str, ...]:
        return self.same.get(word, ())


def read() -> Synonyms:
    return shelf.read("synonyms", _build)


def _build() -> Synonyms:
    same: dict[str, tuple[str, ...]] = {}
    for group in SynonymGroup.objects.values_list("words", flat=True):
        folded = [words.folded(word) for word in group]
        for word in folded:
            for typed in {word, *_typed(word)}:
                others = (other for other in folded if other != typed)
                same[typed] = tuple(dict.fromkeys([*same.get(typed, ()), *others]))
    return Synonyms(same, _pattern(same))


def _typed(word: str) -> list[str]:
    return [words.spoken(word)[0]] if words.HAN.fullmatch(word) and len(word) > 1 else []


def _pattern(same: dict[str, tuple[str, ...]]) -> re.Pattern[str] | None:
    """Phrases and Chinese words, which a dictionary may cut otherwise; the longest are tried first."""
    whole = [word for word in same if " " in word or (len(word) > 1 and words.HAN.match(word))]
    if not whole:
        return None
    either = "|".join(re.escape(word) for word in sorted(whole, key=len, reverse=True))
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")
