"""Finds the channel that settings choose for a code."""

from functools import cache
from typing import cast

from django.conf import settings

from minishop import outside
from minishop.notify.channels.base import Channel


def codes() -> list[str]:
    return list(settings.MESSAGE_CHANNELS)


def channel(code: str) -> Channel:
    return _channel(settings.MESSAGE_CHANNELS[code])


@cache
def _channel(path: str) -> Channel:
    return cast(Channel, outside.loaded(path))
