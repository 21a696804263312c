"""Whether JSON-LD says only what schema.org's vocabulary knows, and all that search engines require.

The vocabulary comes from a package that is made of schema.org's own definitions. What Google requires for
rich results is written down here: https://developers.google.com/search/docs/appearance/structured-data
"""

import json
import re
from typing import Any

import msgspec_schemaorg.enums as enums
import msgspec_schemaorg.models as models

REQUIRED = {
    "Product": {"name", "image", "offers"},
    "ProductGroup": {"name", "hasVariant", "productGroupID"},
    "Offer": {"price", "priceCurrency", "availability", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position"},
    "Organization": {"name", "url"},
    "WebSite": {"name", "url"},
    "Store": {"name", "address"},
    "Article": {"headline", "image"},
    "CollectionPage": {"name", "url"},
    "AggregateRating": {"ratingValue", "reviewCount"},
    "Review": {"author", "reviewRating"},
    "Rating": {"ratingValue"},
}
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
#: Types of two families, of which the package keeps the first.
ALSO = {"Store": ("Place",), "LocalBusiness": ("Place",)}
HOME = "https://schema.org/"


def blocks(page: str) -> list[dict[str, Any]]:
    """Everything a page says in JSON-LD, its graphs opened."""
    found = [json.loads(text) for text in BLOCK.findall(page)]
    return [node for block in found for node in block.get("@graph", [block])]


def flaws(node: Any, path: str = "") -> list[str]:
    """What is wrong with a node and all it holds, in words; empty when it is right."""
    if isinstance(node, list):
        return [flaw for each in node for flaw in flaws(each, path)]
    if not isinstance(node, dict) or node.keys() == {"@id"}:
        return []
    kind = node.get("@type", "")
    here = f"{path}/{kind}"
    known = getattr(models, kind, None)
    if known is None:
        return [f"{here}: schema.org has no such type"]
    missing = [f"{here}: {name} is required" for name in sorted(REQUIRED.get(kind, set()) - node.keys())]
    return missing + [flaw for name, value in node.items() for flaw in _property(known, name, value, here)]


def _property(known: type, name: str, value: Any, here: str) -> list[str]:
    if name.startswith("@"):
        return []
    if value in ("", None, [], {}):
        return [f"{here}.{name}: empty"]
    expected = _expected(known, name)
    if not expected:
        return [f"{here}.{name}: no property of the type"]
    values = value if isinstance(value, list) else [value]
    wrong = [
        f"{here}.{name}: {each!r} is none of {sorted(expected)}"
        for each in values
        if not _fits(each, expected)
    ]
    return wrong + flaws(value, f"{here}.{name}")


def _expected(known: type, name: str) -> set[str]:
    """The types the vocabulary gives a property, from the class that defines it."""
    others = [getattr(models, name) for name in ALSO.get(known.__name__, ())]
    for owner in [*known.__mro__, *others]:
        if name in vars(owner).get("__annotations__", {}):
            return set(re.findall(r"\w+", str(owner.__annotations__[name]))) - {"Union", "List", "None"}
    return set()


def _fits(value: Any, expected: set[str]) -> bool:
    if isinstance(value, dict):
        if value.keys() == {"@id"}:  # said elsewhere on the page
            return True
        kind = getattr(models, value.get("@type", ""), None)
        return kind is not None and bool({owner.__name__ for owner in kind.__mro__} & expected)
    if isinstance(value, bool):
        return "bool" in expected
    if isinstance(value, int | float):
        return bool({"int", "float"} & expected)
    if chosen := {name for name in expected if hasattr(enums, name)}:
        return any(value.removeprefix(HOME) in _members(getattr(enums, name)) for name in chosen)
    if "Thing" in expected and value.startswith(("http://", "https://")):
        return True
    return bool({"str", "URL", "date", "datetime", "int", "float"} & expected)


def _members(enum: Any) -> set[str]:
    return {str(member.value).removeprefix(HOME) for member in enum}
