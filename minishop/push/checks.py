"""What `manage.py check` says of the shop's own key for push."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from minishop.push import signing


@register(Tags.security)
def the_key_is_one(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A key that cannot sign would fail every push, and silently."""
    try:
        signing.public_key()
    except ValueError:
        hint = "`manage.py push_keys` prints a new one; browsers that subscribed with another ask anew."
        return [Error("VAPID_PRIVATE_KEY is no key of the P-256 curve.", hint=hint, id="minishop.E001")]
    return []
