"""Verbs of pages. Whoever publishes, restores or withdraws holds the page's row until it is done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import nh3
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Greatest, Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.pages import content
from catalog.pages.content import Content
from catalog.pages.models import (
    HOME,
    AlreadyLive,
    Block,
    BlockProduct,
    NothingLive,
    NothingToShow,
    Page,
    Revision,
)
from catalog.pictures import services as pictures
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.redirects import services as redirects
from catalog.shelf import services as shelf
from minishop import events

#: What a text may be made of; everything else is taken out.
TAGS = {"p", "br", "strong", "em", "h2", "h3", "ul", "ol", "li", "a", "blockquote", "hr"}
SCHEMES = {"https", "mailto", "tel"}


def clean(text: str) -> str:
    """The HTML with nothing in it but words, their order and links."""
    return nh3.clean(text, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES)


@transaction.atomic
def keep(*, page: Page, actor: Any = None) -> Page:
    """The working copy's words stand as they were filled in; an old address leads to the new one."""
    page.full_clean()
    before = redirects.handle_before(page)
    if before not in (None, page.handle) and HOME in (before, page.handle):
        raise ValidationError({"handle": _("The front of the shop keeps its address.")})
    page.save()
    if page.handle != HOME:
        redirects.settled(before and reverse("page", args=[before]), page.get_absolute_url())
    events.emit("page.kept", subject=page, actor=actor)
    shelf.changed()
    return page


@transaction.atomic
def keep_block(*, block: Block, products: Sequence[Product] | None = None) -> Block:
    """The block stands as it was filled in, its HTML sanitised, with these pieces where some are given."""
    block.text = clean(block.text)
    for words in block.translations.values():
        if words.get("text"):
            words["text"] = clean(words["text"])
    block.full_clean()
    block.save()
    if products is not None:
        _place(block, [product.pk for product in products])
    return block


@transaction.atomic
def repeat(*, block: Block) -> Block:
    """A copy of the block stands right after it."""
    pieces = list(block.places.values_list("product_id", flat=True))
    Block.objects.filter(page=block.page_id, position__gt=block.position).update(
        position=models.F("position") + 1
    )
    fields = {name: getattr(block, name) for name in (*content.BLOCK, *content.MOMENTS)}
    ids = {f"{name}_id": getattr(block, f"{name}_id") for name in content.ONE}
    copy = Block.objects.create(page_id=block.page_id, position=block.position + 1, **fields, **ids)
    _place(copy, pieces)
    return copy


@transaction.atomic
def publish(*, page: Page, at: datetime | None = None, actor: Any = None) -> Revision:
    """The working copy is a new revision that shoppers see from a moment on, from now unless one is given.

    Raises:
        NothingToShow: no block of it is shown.
        WordsMissing: a photograph in it has no alternative text.
    """
    page = _held(page)
    present = content.of_page(page)
    shown = [row for row in present["blocks"] if row["is_shown"]]
    if not shown:
        raise NothingToShow(page)
    pictures.require_words(Picture.objects.filter(pk__in=[row["picture"] for row in shown if row["picture"]]))
    moment = Greatest(models.Value(at, models.DateTimeField()), Now()) if at else Now()
    revision = _write_down(page, present, actor, live_at=moment)
    is_later = Revision.objects.scheduled().filter(pk=revision.pk).exists()
    told: dict[str, Any] = {"revision": revision.number, "live_at": str(revision.live_at)}
    events.emit("page.scheduled" if is_later else "page.published", subject=page, actor=actor, **told)
    shelf.changed()
    return revision


@transaction.atomic
def cancel(*, revision: Revision, actor: Any = None) -> None:
    """The revision is kept, and its moment will not come.

    Raises:
        AlreadyLive: it has come, or none was set.
    """
    waiting = Revision.objects.filter(pk=revision.pk, live_at__gt=Now())
    if not waiting.update(live_at=None):
        raise AlreadyLive(revision)
    revision.live_at = None
    events.emit("page.cancelled", subject=revision.page, actor=actor, revision=revision.number)
    shelf.changed()


@transaction.atomic
def withdraw(*, page: Page, actor: Any = None) -> None:
    """Shoppers no longer see the page, and nothing that was scheduled comes.

    Raises:
        NothingLive: there is nothing they see or would see.
    """
    page = _held(page)
    if not page.revisions.in_force().exists():
        raise NothingLive(page)
    page.withdrawn_to = _last_number(page)
    page.save(update_fields=["withdrawn_to"])
    events.emit("page.withdrawn", subject=page, actor=actor)
    shelf.changed()


@transaction.atomic
def restore(*, revision: Revision, actor: Any = None) -> list[str]:
    """The working copy is what the revision holds; what it was before is kept as a revision.

    Returns the names of rows the revision led to that are gone, and are left out.
    """
    page = _held(revision.page)
    present = content.of_page(page)
    if not any(content.same(present, each.content) for each in page.revisions.iterator()):
        _write_down(page, present, actor)
    gone = content.lost(revision.content)
    _rewrite(page, content.without(revision.content, gone))
    events.emit("page.restored", subject=page, actor=actor, revision=revision.number)
    return [content.called(revision.content, reference) for reference in gone]


def discard(*, page: Page, actor: Any = None) -> list[str]:
    """The working copy is what shoppers see, and what it was before is kept as a revision.

    Raises:
        NothingLive: they see nothing.
    """
    live = page.revisions.live().first()
    if live is None:
        raise NothingLive(page)
    return restore(revision=live, actor=actor)


def _held(page: Page) -> Page:
    """The page's row as it stands, nobody else's until the transaction ends."""
    return Page.objects.select_for_update().get(pk=page.pk)


def _last_number(page: Page) -> int:
    return page.revisions.aggregate(last=models.Max("number"))["last"] or 0


def _write_down(page: Page, present: Content, actor: Any, live_at: Any = None) -> Revision:
    revision = Revision.objects.create(
        page=page,
        number=_last_number(page) + 1,
        content={**present, "names": content.names(present)},
        live_at=live_at,
        actor=actor,
    )
    revision.refresh_from_db(fields=["live_at"])
    return revision


def _rewrite(page: Page, told: Content) -> None:
    """The rows hold what the content says, under the ids they had."""
    for name in content.PAGE:
        setattr(page, name, told[name])
    page.save()
    page.blocks.exclude(pk__in=[row["id"] for row in told["blocks"]]).delete()
    for position, row in enumerate(told["blocks"]):
        block = content.block_of(row)
        block.page, block.position = page, position
        for name in content.ONE:
            setattr(block, f"{name}_id", row[name])
        block.save()
        _place(block, row["products"])


def _place(block: Block, products: Sequence[int]) -> None:
    block.places.all().delete()
    BlockProduct.objects.bulk_create(
        BlockProduct(block=block, product_id=pk, position=position)
        for position, pk in enumerate(dict.fromkeys(products))
    )
