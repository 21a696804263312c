"""Finds the channel that settings choose for a code."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from minishop.notify.channels.base import Channel


def codes() -> list[str]:
    return list(settings.MESSAGE_CHANNELS)


def channel(code: str) -> Channel:
    return _channel(settings.MESSAGE_CHANNELS[code])


@cache
def _channel(path: str) -> Channel:
    made: Channel = import_string(path)()
    return made
