"""What a member agrees to, as JSON: each purpose by itself, off until turned on."""

from typing import cast

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from members.accounts.models import User
from members.consents import services as consents
from members.consents.purposes import ALL, NoSuchPurpose
from minishop.api import problems
from minishop.api.fields import Flag
from minishop.api.scopes import Needs
from minishop.api.views import View

problems.add(NoSuchPurpose, problems.NOT_FOUND)


class ConsentSerializer(serializers.Serializer):
    """One purpose, in the words that count, and whether the member agrees to them."""

    purpose = serializers.ChoiceField([one.name for one in ALL], source="purpose.name")
    title = serializers.CharField(source="purpose.title")
    words = serializers.CharField(source="purpose.words")
    is_given = serializers.BooleanField()
    is_outdated = serializers.BooleanField(help_text="The yes was to other words: ask again.")


class ConsentsSerializer(serializers.Serializer):
    results = ConsentSerializer(many=True)


class SaidSerializer(serializers.Serializer):
    is_given = Flag()


class ConsentsView(View):
    """Every purpose, and how it stands for the member."""

    permission_classes = (Needs("account:read", "account:write"),)

    @extend_schema(responses=ConsentsSerializer)
    def get(self, request: Request) -> Response:
        return self.tell(ConsentsSerializer, {"results": consents.of(cast(User, request.user))})


class ConsentView(View):
    """One purpose."""

    permission_classes = (Needs("account:read", "account:write"),)
    serializer_class = SaidSerializer

    @extend_schema(request=SaidSerializer, responses=ConsentSerializer)
    def put(self, request: Request, purpose: str) -> Response:
        """The member agrees to the words as they stand, or no longer does; repeated, nothing changes."""
        said, member = self.read(SaidSerializer), cast(User, request.user)
        say = consents.give if said["is_given"] else consents.withdraw
        say(user=member, purpose=purpose, source="api")
        standing = next(each for each in consents.of(member) if each.purpose.name == purpose)
        return self.tell(ConsentSerializer, standing)


urlpatterns = [
    path("me/consents/", ConsentsView.as_view(), name="api-consents"),
    path("me/consents/<slug:purpose>/", ConsentView.as_view(), name="api-consent"),
]
