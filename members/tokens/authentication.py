"""Who asks with `Authorization: Bearer msp_…` is the token's owner, as far as its scopes go."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from members.accounts.models import User
from members.tokens import services as tokens
from members.tokens.models import AccessToken


class TokenAuthentication(BaseAuthentication):
    """The owner and the token; a key that opens nothing is refused rather than ignored."""

    def authenticate(self, request: Request) -> tuple[User, AccessToken] | None:
        scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        token = tokens.of_key(key.strip())
        if token is None:
            raise AuthenticationFailed(_("The token is not known, was revoked or has run out."))
        tokens.note_use(token)
        return token.user, token

    def authenticate_header(self, request: Any) -> str:
        sent = request.headers.get("Authorization", "").lower().startswith("bearer")
        return 'Bearer realm="api", error="invalid_token"' if sent else 'Bearer realm="api"'
