"""What the shop holds about a person, said by the feature that holds it.

A feature adds its holdings in its `privacy.py`, listed in the department's index; the privacy notice
is made of them, so that nothing can be held without standing there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from minishop.registry import Registry


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of personal data: what, why, and until when, in words for the person it is about."""

    title: Any
    what: Any
    why: Any
    kept: Any
    #: All of it for one person, as plain values, for the copy of their data.
    export: Callable[[Any], Any]


holdings: Registry[Holding] = Registry("holding")
