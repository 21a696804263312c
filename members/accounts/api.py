"""The member's own account as JSON, by session or by a token with the scope."""

from typing import Any, cast

from django.conf import settings
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts import services as accounts
from members.accounts.models import Closed, User
from minishop.api import etags, problems
from minishop.api.fields import Choice, Moment, Text
from minishop.api.scopes import Needs
from minishop.api.views import View

problems.add(Closed, problems.UNAUTHENTICATED)


class AccountSerializer(serializers.Serializer):
    """Who is signed in."""

    phone = serializers.SerializerMethodField()
    email = serializers.EmailField(allow_null=True)
    name = serializers.CharField()
    language = serializers.CharField(help_text="The language we write in; empty: none was chosen.")
    joined_at = Moment()

    def get_phone(self, user: User) -> str | None:
        return str(user.phone) if user.phone else None


class AccountChangeSerializer(serializers.Serializer):
    """What may be changed here."""

    name = Text(max_length=120, allow_blank=True, required=False)
    language = Choice(settings.LANGUAGES, allow_blank=True, required=False)


class MeView(View):
    """Who is signed in."""

    permission_classes = (Needs("account:read", "account:write"),)
    matches = ("PATCH",)

    @extend_schema(responses=AccountSerializer)
    def get(self, request: Request) -> Response:
        return self.tell(AccountSerializer, request.user)

    @extend_schema(request=AccountChangeSerializer, responses=AccountSerializer)
    def patch(self, request: Request) -> Response:
        """Name and language are as sent; what is not sent stays."""
        member, sent = cast(User, request.user), self.read(AccountChangeSerializer)
        etags.must_match(request, etags.of(self.tell(AccountSerializer, member).data))
        told: dict[str, Any] = {"name": member.name, "language": member.language}
        accounts.rename(user=member, **(told | sent))
        return self.tell(AccountSerializer, member)


urlpatterns = [path("me/", MeView.as_view(), name="api-me")]
