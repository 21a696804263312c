"""What every operation of the API stands on: one language, one way to fail, one way to be kept."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework import exceptions, serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from minishop.api import answering, etags
from minishop.api.scopes import Anyone

S = TypeVar("S", bound=serializers.BaseSerializer)


class View(GenericAPIView):
    """One address of the API; what it answers is for whoever asked and kept by nobody else."""

    #: Seconds for which anyone may keep the answer; None where it is someone's own.
    public_seconds: int | None = None
    rate_limit: dict[str, str]

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """The language is what `Accept-Language` says, and nothing else."""
        translation.activate(spoken(request.headers.get("Accept-Language", "")))
        self.rate_limit = {}
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """An address with a byte that no column holds leads nowhere."""
        if any("\0" in part for part in kwargs.values() if isinstance(part, str)):
            raise Http404
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        told = self.rate_limit if self.public_seconds is None or answer.status_code >= 400 else {}
        for name, value in told.items():
            answer[name] = value
        return etags.finish(request, answer, public_seconds=self.public_seconds)

    def read(self, kind: type[S], data: Any = None, **kwargs: Any) -> Any:
        """What was sent, as the serializer understands it.

        Raises:
            ValidationError: it does not.
        """
        reader = kind(data=self.request.data if data is None else data, **kwargs)
        reader.is_valid(raise_exception=True)
        return reader.validated_data

    def asked(self, kind: type[S]) -> Any:
        """What the address asks, as the serializer understands it.

        Raises:
            Problem: it does not.
        """
        reader = kind(data=self.request.query_params)
        try:
            _ensure_said(reader, self.request.query_params)
            reader.is_valid(raise_exception=True)
        except exceptions.ValidationError as flaw:
            raise answering.in_the_query(flaw) from flaw
        return reader.validated_data

    def tell(
        self, kind: type[serializers.BaseSerializer], row: Any, status: int = 200, **headers: str
    ) -> Response:
        """The row as the serializer says it; `Location="…"` and the like go with it."""
        told = kind(row, context=self.get_serializer_context()).data
        return Response(told, status, headers=headers)


class Public(View):
    """What everyone may read, alike: no session is looked at, so that it may be kept by anyone."""

    authentication_classes = ()
    permission_classes = (Anyone,)
    public_seconds = 60


def spoken(header: str) -> str:
    """The first language of the header that we speak, else the shop's own."""
    for code, _weight in parse_accept_lang_header(header):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class Nothing(serializers.Serializer):
    """An empty body."""


def no_content() -> HttpResponse:
    return Response(status=204)


def _ensure_said(reader: serializers.BaseSerializer, told: Mapping[str, str]) -> None:
    """Nothing is no number and no choice, though an empty field would be read as if it were not there."""
    kinds = (serializers.IntegerField, serializers.ChoiceField)
    fields = getattr(reader, "fields", {}).items()
    asked = {name: one for name, one in fields if isinstance(one, kinds) and told.get(name) == ""}
    flaws = {
        name: [one.error_messages["required"]]
        for name, one in asked.items()
        if not getattr(one, "allow_blank", False)
    }
    if flaws:
        raise exceptions.ValidationError(flaws, code="invalid")
