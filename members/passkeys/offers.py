"""The offer of a passkey: made once, to whoever came in by a code and has none, and never on arrival.

The session knows whether it stands, so that a page asks nothing for it.
"""

from django.http import HttpRequest

from members.accounts.services import SIGNED_IN
from minishop import events
from minishop.events.models import Event

OFFERED = "passkey_offer"
DECLINED = "passkey.declined"


def stands(request: HttpRequest) -> bool:
    """Whether the member's page offers one; decided once a session."""
    user = request.user
    came = request.session.get(SIGNED_IN, {}).get("way")
    if not user.is_authenticated or came != "code":
        return False
    if OFFERED not in request.session:
        refused = Event.objects.filter(name=DECLINED, subject=events.subject_of(user)).exists()
        request.session[OFFERED] = not refused and not user.passkeys.exists()
    return request.session[OFFERED]


def decline(request: HttpRequest) -> None:
    """It is not offered again, here or anywhere."""
    if stands(request):
        events.emit(DECLINED, subject=request.user, actor=request.user)  # type: ignore[arg-type]
    close(request)


def close(request: HttpRequest) -> None:
    """It is not offered again in this session."""
    request.session[OFFERED] = False
