"""A body is JSON of at most a megabyte; anything else is refused before a view sees it."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework import exceptions, parsers, renderers

from minishop.api import problems

MOST = 1024 * 1024


class JSONParser(parsers.BaseParser):
    """One JSON value in UTF-8."""

    media_type = "application/json"
    renderer_class = renderers.JSONRenderer

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The value.

        Raises:
            Problem: the body is too large.
            ParseError: it is no JSON, or nested deeper than anyone means it.
        """
        sent = stream.read(MOST + 1)
        if len(sent) > MOST:
            raise problems.Problem(problems.TOO_LARGE)
        try:
            return json.loads(sent.decode("utf-8"), parse_constant=_refuse)
        except (ValueError, RecursionError) as flaw:
            raise exceptions.ParseError from flaw


def _refuse(name: str) -> Any:
    raise ValueError(name)
