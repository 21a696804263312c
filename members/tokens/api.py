"""The token that asks, told about itself."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from members.tokens.models import AccessToken
from minishop.api import problems
from minishop.api.fields import Moment
from minishop.api.scopes import scopes
from minishop.api.views import View


class TokenSerializer(serializers.Serializer):
    """A token as its owner may know it; the key itself nobody here knows."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField([name for name, _words in scopes]))
    created_at = Moment()
    expires_at = Moment(allow_null=True)
    used_at = Moment(allow_null=True)


class TokenView(View):
    """What the token that asks may do, and until when; 404 for who asks by session."""

    permission_classes = (IsAuthenticated,)
    raises = {"GET": (problems.NOT_FOUND,)}

    @extend_schema(responses=TokenSerializer)
    def get(self, request: Request) -> Response:
        if not isinstance(request.auth, AccessToken):
            raise problems.Problem(problems.NOT_FOUND)
        return self.tell(TokenSerializer, request.auth)


urlpatterns = [path("token/", TokenView.as_view(), name="api-token")]
