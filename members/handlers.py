"""Index: the department's reactions to events."""

from members.devices import handlers as devices
from members.rights import handlers as rights
from members.tiers import handlers as tiers
from members.wishlists import handlers as wishlists

__all__ = ["devices", "rights", "tiers", "wishlists"]
