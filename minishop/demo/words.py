"""Loads what the brand's shoppers call by more than one name."""

from catalog.search import services as search
from catalog.search.models import SynonymGroup
from minishop.demo import files


def load() -> None:
    """Each group is there unless staff have a group with one of its words."""
    known = {word for words in SynonymGroup.objects.values_list("words", flat=True) for word in words}
    for group in files.toml("synonyms")["group"]:
        if known.isdisjoint(group["words"]):
            search.keep_synonyms(SynonymGroup(words=group["words"]))
