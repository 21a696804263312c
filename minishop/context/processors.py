from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from minishop.brand import services as brands
from minishop.context.facts import facts


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page may show: the brand and the departments' facts, each looked up only when shown."""
    lazy = {name: SimpleLazyObject(partial(fact, request)) for name, fact in facts}
    return {"brand": SimpleLazyObject(brands.current), **lazy}
