"""The member's own account as JSON, for pages of this shop: the session is the key."""

from typing import Any, cast

from django.conf import settings
from django.urls import path
from rest_framework import serializers
from rest_framework.generics import RetrieveUpdateAPIView

from members.accounts import services as accounts
from members.accounts.models import User
from minishop.api.scopes import Needs
from minishop.api.views import View


class AccountSerializer(serializers.Serializer):
    phone = serializers.CharField(read_only=True)
    email = serializers.EmailField(read_only=True)
    name = serializers.CharField(max_length=120, allow_blank=True)
    language = serializers.ChoiceField(choices=settings.LANGUAGES, allow_blank=True)
    joined_at = serializers.DateTimeField(read_only=True)

    def update(self, instance: User, validated_data: dict[str, Any]) -> User:
        facts = {"name": instance.name, "language": instance.language, **validated_data}
        accounts.rename(user=instance, **facts)
        return instance


class MeView(View, RetrieveUpdateAPIView):
    """Who is signed in; name and language may be changed."""

    permission_classes = (Needs("account:read", "account:write"),)
    serializer_class = AccountSerializer
    http_method_names = ["get", "patch", "head", "options"]

    def get_object(self) -> User:
        return cast(User, self.request.user)


urlpatterns = [path("me/", MeView.as_view(), name="api-me")]
