from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from minishop import dashboard


def figures(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The admin's first page with the figures this person may see."""
    return {**context, "title": _("Overview"), "figures": dashboard.for_person(request.user)}
