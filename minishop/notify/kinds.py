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

    @property
    def template(self) -> str:
        return f"messages/{self.name}.txt"


kinds: Registry[Kind] = Registry("message kind")


def kind(name: str, *, channels: tuple[str, ...], needs: set[str], is_secret: bool = False) -> Kind:
    """Registers a kind; its text is `templates/messages/<name>.txt`."""
    return kinds.add(name, Kind(name, channels, frozenset(needs), is_secret))
