"""Index: the department's reactions to events."""

from members.devices import handlers as devices
from members.rights import handlers as rights

__all__ = ["devices", "rights"]
