"""Two accounts of one person become one: each feature says how its own rows change hands.

A feature adds its move in its `merging.py`, listed in the department's index. All moves run in one
transaction, with both accounts locked; `kept` stays, `gone` is closed afterwards.
"""

from collections.abc import Callable
from typing import Any

from minishop.registry import Registry

Move = Callable[[Any, Any], object]

moves: Registry[Move] = Registry("move of a merge")
#: What a feature would move, in words ("3 orders"); none where there is nothing.
words: Registry[Callable[[Any], str]] = Registry("word of a merge")


def join(kept: Any, gone: Any) -> None:
    """Everything that was `gone`'s is `kept`'s; called inside the transaction that joins the accounts."""
    for _name, move in moves:
        move(kept, gone)


def told(gone: Any) -> list[str]:
    """What would change hands, in words of the reader's language."""
    return [word for _name, say in words if (word := say(gone))]
