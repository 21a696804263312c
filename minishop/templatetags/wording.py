"""Words that hold a little markup."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TICKED = re.compile(r"`([^`]+)`")


@register.filter
def coded(words: str) -> SafeString:
    """What stands between backticks is set as code."""
    return mark_safe(TICKED.sub(r"<code>\1</code>", conditional_escape(words)))  # noqa: S308
