"""What the session remembers while a person adds an address, or is asked whether two accounts are one."""

from time import time
from typing import Any

from django.http import HttpRequest

from members.accounts import addresses
from members.accounts.models import User

ADDING, JOINING = "adding", "joining"
SECONDS = 600


def remember(request: HttpRequest, address: str) -> None:
    """A code was asked for to the address, to be added to the account."""
    request.session[ADDING] = {"address": address, "at": int(time())}


def asked(request: HttpRequest) -> str:
    """The address a code was sent to in the last ten minutes."""
    return str(_fresh(request, ADDING).get("address", ""))


def offer(request: HttpRequest, owner: User, address: str = "") -> None:
    """The visitor has just proven to be the owner, too, and may join that account to this one."""
    request.session.pop(ADDING, None)
    request.session[JOINING] = {"owner": owner.pk, "address": address, "at": int(time())}


def offered(request: HttpRequest) -> tuple[User | None, str]:
    """The other account and the address that showed it, for ten minutes and while it is still theirs."""
    told = _fresh(request, JOINING)
    owner = User.objects.filter(pk=told["owner"]).first() if told else None
    address = str(told.get("address", ""))
    if address and addresses.person_at(address) != owner:
        return None, ""
    return owner, address


def forget(request: HttpRequest) -> None:
    for name in (ADDING, JOINING):
        request.session.pop(name, None)


def _fresh(request: HttpRequest, name: str) -> dict[str, Any]:
    told = request.session.get(name) or {}
    return told if 0 <= time() - told.get("at", 0) <= SECONDS else {}
