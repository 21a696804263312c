"""What a token may do: each feature names its scopes, and each operation the one it needs.

Someone signed in may do all that is theirs; a token only what it was made for, and never more than its
owner. Whose something is decides what can be found at all: what is another's is not there (404).
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from minishop.api import problems
from minishop.registry import Registry

#: What each scope allows, in words for whoever makes a token.
scopes: Registry[Any] = Registry("scope")

for _name, _words in {
    "account:read": gettext_lazy("Read your name, phone number, e-mail address and settings"),
    "account:write": gettext_lazy("Change your name, language and consents, and end sessions"),
    "addresses:read": gettext_lazy("Read your addresses"),
    "addresses:write": gettext_lazy("Add, change and remove addresses"),
    "bag:read": gettext_lazy("Read your bag"),
    "bag:write": gettext_lazy("Put things in your bag and take them out"),
    "orders:read": gettext_lazy("Read your orders and pick-up codes"),
    "orders:write": gettext_lazy("Place and cancel orders"),
    "payments:read": gettext_lazy("Read how your orders are being paid"),
    "payments:write": gettext_lazy("Start payments of your orders"),
}.items():
    scopes.add(_name, _words)


def Needs(read: str, write: str = "", *, guests: bool = False, tokens: bool = True) -> Any:
    """Lets in who is signed in, and a token with the scope: one for reading, another for changing.

    With `guests` it lets in who is not known as well; what is theirs is for the view to say. Without
    `tokens` it is for sessions alone, whatever a token may do.
    """
    return Gate(read, write, guests=guests, tokens=tokens)


class Gate(BasePermission):
    """What `Needs` puts before an operation."""

    def __init__(self, read: str, write: str = "", *, guests: bool = False, tokens: bool = True) -> None:
        self.read, self.write, self.guests, self.tokens = read, write or read, guests, tokens
        assert {self.read, self.write} <= {name for name, _words in scopes}

    def __call__(self) -> "Gate":
        return self

    def scope(self, method: str) -> str:
        return self.read if method in SAFE_METHODS else self.write

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether who asks is let in.

        Raises:
            Problem: the token is alive and lacks the scope, or no token may do this.
        """
        if not request.user.is_authenticated:
            return self.guests
        held, needed = getattr(request.auth, "scopes", None), self.scope(request.method or "GET")
        if held is not None and not self.tokens:
            raise problems.Problem(problems.FORBIDDEN, _("Only who is signed in may do this, not a token."))
        if held is None or needed in held:
            return True
        header = f'Bearer error="insufficient_scope", scope="{needed}"'
        raise problems.Problem(
            problems.INSUFFICIENT_SCOPE,
            _("It lacks %(scope)s.") % {"scope": needed},
            headers={"WWW-Authenticate": header},
            scope=needed,
        )


class Anyone(BasePermission):
    """What a shop shows in its window."""
