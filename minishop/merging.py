"""Two accounts of one person become one: each feature says how its own rows change hands.

A feature adds its move in its `merging.py`, listed in the department's index. All moves run in one
transaction, with both accounts locked; `kept` stays, `gone` is closed afterwards.
"""

from collections.abc import Callable
from typing import Any

from minishop.registry import Registry

Move = Callable[[Any, Any], object]

moves: Registry[Move] = Registry("move of a merge")


def join(kept: Any, gone: Any) -> None:
    """Everything that was `gone`'s is `kept`'s; called inside the transaction that joins the accounts."""
    for _name, move in moves:
        move(kept, gone)
