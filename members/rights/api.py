"""Copies of one's data as JSON: asked for, and where they can be fetched by whoever is signed in."""

from typing import Any, cast

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.rights import copies
from members.rights.models import DataCopy, TooManyCopies
from minishop.api import problems
from minishop.api.fields import Moment
from minishop.api.scopes import Needs
from minishop.api.views import View

TOO_MANY_COPIES = problems.kind(
    "too-many-copies", 409, _("Three copies a day are the most"), _("Ask again tomorrow.")
)
problems.add(TooManyCopies, TOO_MANY_COPIES)


class CopySerializer(serializers.Serializer):
    """A copy; its file is fetched in a browser by whoever is signed in, not with a token."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(DataCopy.State.choices)
    asked_at = Moment()
    ready_at = Moment(allow_null=True)
    expires_at = Moment(allow_null=True)
    url = serializers.SerializerMethodField()

    @extend_schema_field({"type": ["string", "null"], "format": "uri"})
    def get_url(self, copy: DataCopy) -> str | None:
        if copy.state != DataCopy.State.READY:
            return None
        return self.context["request"].build_absolute_uri(reverse("data-copy", args=[copy.pk]))


class CopiesSerializer(serializers.Serializer):
    results = CopySerializer(many=True)


class CopiesView(View):
    """Copies of all the shop holds about the member."""

    permission_classes = (Needs("account:read", "account:write"),)
    raises = {"POST": (TOO_MANY_COPIES,)}

    @extend_schema(responses=CopiesSerializer)
    def get(self, request: Request) -> Response:
        """The member's copies of the last week, newest first."""
        rows = DataCopy.objects.filter(user=cast(User, request.user)).exclude(state=DataCopy.State.GONE)
        return self.tell(CopiesSerializer, {"results": rows.order_by("-pk")})

    @extend_schema(request=None, responses={202: CopySerializer})
    def post(self, request: Request) -> Response:
        """A copy is being made; asked again while one is, it is that one."""
        copy: Any = copies.ask(person=cast(User, request.user))
        copy.refresh_from_db()
        return self.tell(CopySerializer, copy, 202)


urlpatterns = [path("me/copies/", CopiesView.as_view(), name="api-copies")]
