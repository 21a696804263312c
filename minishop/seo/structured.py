"""Structured data in schema.org's words (https://schema.org/docs/full.html), as plain values.

A node leaves out what the shop does not know: an empty property says something untrue.
"""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from minishop.brand.models import Brand
from minishop.links import absolute

Node = dict[str, Any]


def graph(*nodes: Node | None) -> Node:
    """Several nodes of one page in one block."""
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def known(**facts: Any) -> Node:
    """The facts that are there; `kind` is the node's type."""
    kind = facts.pop("kind")
    return {
        "@type": kind,
        **{name: value for name, value in facts.items() if value not in ("", None, [], {})},
    }


def trail(steps: Iterable[tuple[str, str]]) -> Node:
    """Where a page lies: (name, path) from the front to the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
        for place, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def house(brand: Brand) -> Node:
    """Who is behind the shop."""
    contact = brand.contact
    home = absolute(reverse("home"))
    return known(
        kind="Organization",
        **{"@id": f"{home}#house"},
        name=brand.called,
        legalName=contact.get("company", ""),
        url=home,
        logo=absolute(brand.icon_url(512)),
        email=contact.get("email", ""),
        telephone=contact.get("phone", ""),
        address=contact.get("address", ""),
        sameAs=contact.get("profiles", []),
    )


def website(brand: Brand) -> Node:
    home = absolute(reverse("home"))
    return known(kind="WebSite", name=brand.called, url=home, publisher={"@id": f"{home}#house"})
