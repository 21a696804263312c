"""Copies of one's data: asked for, written by a job, fetched by their owner, and gone after seven days."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now
from django.urls import reverse

from members.accounts.models import User
from members.rights import archive
from members.rights.models import COPIES_A_DAY, COPY_KEPT, DataCopy, TooManyCopies
from minishop import events, notify

State = DataCopy.State


@transaction.atomic
def ask(*, person: User) -> DataCopy:
    """A copy is on its way; asked again while one is, it is that one.

    Raises:
        TooManyCopies: three were asked for since yesterday.
    """
    User.objects.select_for_update(no_key=True).get(pk=person.pk)  # one at a time: two tabs ask for one
    mine = DataCopy.objects.filter(user=person)
    if coming := mine.filter(state=State.ASKED).first():
        return coming
    if mine.filter(asked_at__gt=Now() - timedelta(days=1)).count() >= COPIES_A_DAY:
        raise TooManyCopies
    copy = DataCopy.objects.create(user=person)
    events.emit("copy.asked", subject=copy, actor=person, copy=copy.pk)
    return copy


def write(pk: int) -> None:
    """The copy lies where only its owner may fetch it, and they were told; repeated, nothing changes.

    Called outside a transaction. A worker that dies after the file and before the row leaves a file no
    row names; the same copy takes the same name again, so that there is never a second.
    """
    copy = DataCopy.objects.select_related("user").filter(pk=pk, state=State.ASKED).first()
    if copy is None or not copy.user.is_active:
        return
    storage = copy.file.storage
    name = f"data-copies/{copy.pk}-{archive.secret(copy)}.zip"
    storage.delete(name)
    name = storage.save(name, ContentFile(archive.pack(copy.user)))
    if not _ready(copy, name):
        storage.delete(name)


@transaction.atomic
def _ready(copy: DataCopy, name: str) -> bool:
    """The owner may fetch it from now on and is told; not if they were erased meanwhile."""
    person = User.objects.select_for_update(no_key=True).get(pk=copy.user_id)
    asked = DataCopy.objects.filter(pk=copy.pk, state=State.ASKED, user__is_active=True)
    if not asked.update(state=State.READY, file=name, ready_at=Now(), expires_at=Now() + COPY_KEPT):
        return False
    events.emit("copy.ready", subject=copy)
    to = notify.Recipient(
        email=person.email or "", phone=str(person.phone or ""), user=person, language=person.language
    )
    link = settings.PUBLIC_URL + reverse("my-privacy")
    context = {"link": link, "days": COPY_KEPT.days}
    notify.send("copy-ready", reference=f"copy:{copy.pk}", to=to, context=context)
    return True


def forget() -> int:
    """Copies that ran out are gone, files and rows; how many there were."""
    old = list(DataCopy.objects.run_out())
    for copy in old:
        copy.file.delete(save=False)  # the file first: a row without one is found again, never the other way
        copy.delete()
    return len(old)


def erase(*, person: User) -> None:
    """The person's copies are gone, files and rows."""
    for copy in DataCopy.objects.filter(user=person):
        copy.file.delete(save=False)
        copy.delete()
