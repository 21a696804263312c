"""What a page may say of push: the key with which a browser subscribes, empty where push is off."""

from minishop.context.facts import facts
from minishop.push import checks, signing

__all__ = ["checks"]

facts.add("push_key", lambda request: signing.public_key())
