"""Work the database refused for reasons of timing (deadlock, serialization) is tried again."""

from collections.abc import Callable
from functools import wraps
from time import sleep
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection

P = ParamSpec("P")
T = TypeVar("T")

#: SQLSTATEs of work that was undone and may succeed when repeated: serialization failure, deadlock.
PASSING = {"40001", "40P01"}
TIMES = 3


def is_passing(error: OperationalError) -> bool:
    return getattr(error.__cause__, "sqlstate", None) in PASSING


def retried(verb: Callable[P, T]) -> Callable[P, T]:
    """The verb's transaction is repeated up to three times where timing alone undid it.

    Inside a caller's transaction it runs once, for only the whole transaction can be repeated.
    """

    @wraps(verb)
    def again(*args: P.args, **kwargs: P.kwargs) -> T:
        for attempt in range(1, TIMES + 1):
            try:
                return verb(*args, **kwargs)
            except OperationalError as error:
                if connection.in_atomic_block or not is_passing(error) or attempt == TIMES:
                    raise
                sleep(0.02 * attempt)
        raise AssertionError("unreachable")

    return again
