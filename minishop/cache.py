"""A cache that may go away: whatever goes wrong reads as a miss, and a dead server is left alone a while."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

REST = 2.0  # seconds without asking after a failure


class ForgivingCache(RedisCache):
    """Redis or Valkey, where a failure is a miss and never an exception.

    After a failure it rests, so that a frozen server costs a page one time-out and not one a key.
    """

    _down_until = 0.0

    def _try(self, operation: Callable[..., Any], otherwise: Any, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < ForgivingCache._down_until:
            return otherwise
        try:
            return operation(*args, **kwargs)
        except (RedisError, OSError) as problem:
            ForgivingCache._down_until = time.monotonic() + REST
            log.warning("cache.unavailable", problem=type(problem).__name__)
            return otherwise

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._try(super().add, False, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._try(super().get, default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._try(super().set, None, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._try(super().touch, False, *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._try(super().delete, False, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict:
        return self._try(super().get_many, {}, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._try(super().has_key, False, *args, **kwargs)

    def incr(self, key: Any, *args: Any, **kwargs: Any) -> int:
        """The new value.

        Raises:
            ValueError: there is no such key, or no server to ask.
        """
        value = self._try(super().incr, None, key, *args, **kwargs)
        if value is None:
            raise ValueError(f"Key {key!r} not found")
        return value

    def set_many(self, data: dict, *args: Any, **kwargs: Any) -> list:
        return self._try(super().set_many, list(data), data, *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._try(super().delete_many, None, *args, **kwargs)

    def clear(self) -> None:
        self._try(super().clear, None)
