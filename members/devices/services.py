"""Where people are signed in: a row for each session, and the ends of sessions.

A session ends with its row: it is deleted from the database and from the cache. Should the cache be away
just then and keep its copy, the copy finds no row within five minutes and ends itself; and ending
everything raises the number that every session's hash is made of, so that no copy helps.
"""

from collections.abc import Iterable
from datetime import timedelta
from importlib import import_module
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, logout, update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from members.devices import agents
from members.devices.models import Device
from minishop import events, notify
from minishop.links import absolute
from minishop.notify import Recipient
from minishop.push import services as push

#: The session remembers when its row was last touched, and by which key the row knows it.
SEEN, ROW = "seen", "device"
EVERY = 5 * 60
AGENT_LENGTH = 300


def remember(request: HttpRequest, *, user: Any, way: str, before: str | None = None) -> Device:
    """The session has its row, the one it had `before` the sign-in is gone; an unknown browser is told of."""
    if not request.session.session_key:
        request.session.save()
    agent = request.headers.get("User-Agent", "").replace("\0", "")[:AGENT_LENGTH]
    with transaction.atomic():
        known = Device.objects.filter(user=user)
        is_new = known.exists() and not known.filter(agent=agent).exists()
        if before:
            Device.objects.filter(session_key=before).delete()
            push.follow(before, request.session.session_key, user=user)
        device, _made = Device.objects.update_or_create(
            session_key=request.session.session_key, defaults={"user": user, "agent": agent, "way": way}
        )
        if is_new:
            _tell(device)
    request.session[SEEN], request.session[ROW] = int(time()), device.session_key
    return device


def seen(request: HttpRequest) -> None:
    """The row says that the session is in use, at most every five minutes; one that lost its row ends."""
    _keep_up(request)
    last = request.session.get(SEEN)
    if last is None or time() - last < EVERY:
        return
    row = Device.objects.filter(session_key=request.session.session_key, user=request.user.pk)
    if row.update(seen_at=Now()):
        request.session[SEEN] = int(time())
    else:
        logout(request)


def _keep_up(request: HttpRequest) -> None:
    """A session that was given another key since is the same device, and its browser is still told."""
    before, key = request.session.get(ROW), request.session.session_key
    if before and before != key:
        Device.objects.filter(session_key=before, user=request.user.pk).update(session_key=key)
        push.follow(before, key, user=request.user)
        request.session[ROW] = key


def came_by_password(session_key: str | None, *, seconds: int) -> bool:
    """Whether the session is of staff, whom the admin let in by their password so lately."""
    lately = Device.objects.filter(signed_in_at__gt=Now() - timedelta(seconds=seconds), user__is_staff=True)
    return lately.filter(session_key=session_key or "", way=Device.Way.PASSWORD).exists()


def of(user: Any) -> list[Device]:
    """Where the person is signed in, the latest first."""
    return list(Device.objects.filter(user=user).order_by("-seen_at", "-pk"))


def forget(session_key: str | None) -> None:
    """The session has no row; called when it ends by itself."""
    Device.objects.filter(session_key=session_key or "").delete()


def end(*, user: Any, device_id: int) -> bool:
    """This device is signed out; whether it was theirs and there."""
    device = Device.objects.filter(user=user, pk=device_id).first()
    if device is None:
        return False
    _end([device])
    events.emit("device.ended", subject=user, actor=user, device=device.pk)
    return True


def end_others(request: HttpRequest, *, user: Any) -> int:
    """The person is signed in here and nowhere else; how many ended."""
    key = request.session.session_key
    others = list(Device.objects.filter(user=user).exclude(session_key=key))
    _raise_epoch(user)
    update_session_auth_hash(request, user)
    request.session.setdefault(ROW, key)
    _keep_up(request)
    _end(others)
    events.emit("device.ended_others", subject=user, actor=user)
    return len(others)


def end_of(user_id: int) -> None:
    """No session of the person is left, however they came in."""
    _end(Device.objects.filter(user_id=user_id))


def end_all(*, user: Any, actor: Any = None) -> int:
    """The person is signed in nowhere; how many sessions ended."""
    _raise_epoch(user)
    every = list(Device.objects.filter(user=user))
    _end(every)
    events.emit("device.ended_all", subject=user, actor=actor)
    return len(every)


def sweep() -> int:
    """Rows whose session is long over are gone."""
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return Device.objects.filter(seen_at__lt=Now() - age).delete()[0]


def _raise_epoch(user: Any) -> None:
    get_user_model().objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def _end(devices: Iterable[Device]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for device in devices:
        push.unlink(device.session_key)
        Device.objects.filter(pk=device.pk).delete()
        store(session_key=device.session_key).delete()


def _tell(device: Device) -> None:
    """The person reads that someone came in with a browser we did not know; by e-mail alone."""
    user = device.user
    with override(user.language or settings.LANGUAGE_CODE):
        context = {"browser": agents.read(device.agent), "link": absolute(reverse("me-devices"))}
    to = Recipient(email=user.email or "", user=user, language=user.language)
    notify.send("new-device", reference=f"device:{device.pk}", to=to, context=context)
