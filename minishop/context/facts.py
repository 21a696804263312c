"""Facts about the visitor that every page may show, filled by departments, counted only when shown.

A department adds one from its `handlers.py`: `facts.add("bag_pieces", pieces_of)`, where
`pieces_of(request)` returns a plain value; templates then read `{{ bag_pieces }}`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from minishop.registry import Registry

facts: Registry[Callable[[HttpRequest], Any]] = Registry("page fact")
