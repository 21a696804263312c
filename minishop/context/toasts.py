"""What just happened, said once at the foot of the next page, with Undo where there is one."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest


def say(request: HttpRequest, text: str, *, undo: str = "", fields: dict[str, Any] | None = None) -> None:
    """The next page or fragment shows the text; Undo posts the fields to the address given."""
    tags = json.dumps({"undo": undo, "fields": fields or {}}) if undo else ""
    messages.info(request, text, extra_tags=tags)


def undo_of(message: Any) -> dict[str, Any] | None:
    """The address and fields that take the message's deed back, or None."""
    tags = getattr(message, "extra_tags", "") or ""
    if not tags.startswith("{"):
        return None
    return json.loads(tags)
