"""How a row of the matrix is written down, and what it says of each visitor."""

from dataclasses import dataclass
from typing import Any

#: owner and other are members; near is a clerk of the order's store, far of another one.
VISITORS = ("guest", "owner", "other", "near", "far", "service", "marketing", "finance", "admin")
STAFF = ("near", "far", "service", "marketing", "finance", "admin")

Answers = dict[str, str]


def answers(line: str) -> Answers:
    """`"404 owner=200 near,far=403"` spelt out for each visitor."""
    usual, *others = line.split()
    spelt = dict.fromkeys(VISITORS, usual)
    for part in others:
        names, _, answer = part.partition("=")
        for name in names.split(","):
            assert name in spelt, name
            spelt[name] = answer
    return spelt


@dataclass(frozen=True)
class Row:
    """One address: what each method answers, and with what it is asked."""

    get: str = "405"
    post: str = "405"
    patch: str = ""
    put: str = ""
    delete: str = ""
    #: Form fields of the POST, by name; `{owner_line}` and the like are filled from the world.
    data: tuple[tuple[str, Any], ...] = ()

    def methods(self) -> dict[str, Answers]:
        told = {"get": self.get, "post": self.post}
        told |= {"patch": self.patch, "put": self.put, "delete": self.delete}
        return {method: answers(line) for method, line in told.items() if line}


def sends(**fields: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(fields.items())
