"""The kinds of message there are; filled by the departments' `messages.py`."""

from dataclasses import dataclass

from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: by which channels, in order of preference, and what its text needs."""

    name: str
    channels: tuple[str, ...]
    needs: frozenset[str]
    #: The text is blanked once it is sent (a sign-in code), except in the demo, whose outbox shows it.
    is_secret: bool = False
    #: How urgently it also rings on phones that asked for it (RFC 8030), besides and never instead of a
    #: channel; empty: not at all. What stands on a lock screen names no one and no price.
    rings: str = ""
    #: Nobody waits for it: it goes only by channels the person agreed to, with a way to end it.
    is_marketing: bool = False

    @property
    def template(self) -> str:
        return f"messages/{self.name}.txt"

    @property
    def push_template(self) -> str:
        return f"messages/push/{self.name}.txt"


kinds: Registry[Kind] = Registry("message kind")


def kind(
    name: str,
    *,
    channels: tuple[str, ...],
    needs: set[str],
    is_secret: bool = False,
    rings: str = "",
    is_marketing: bool = False,
) -> Kind:
    """Registers a kind; its text is `templates/messages/<name>.txt`, and in `push/` there if it rings."""
    needed = needs | ({"path"} if rings else set())
    return kinds.add(name, Kind(name, channels, frozenset(needed), is_secret, rings, is_marketing))
