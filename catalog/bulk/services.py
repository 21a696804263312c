"""Verbs of bulk edits: gather, wish, start, go on.

A product's line and its change are one transaction, the line first: whoever comes second finds it and
leaves the product alone.
"""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from catalog.bulk.models import MOST, BulkEdit, BulkLine
from catalog.bulk.planning import Planned, Planner
from catalog.bulk.wishes import Wish
from catalog.collections import services as collections
from catalog.pictures.models import WordsMissing
from catalog.products import services as products
from catalog.products.models import Product
from catalog.repricing import services as repricing
from catalog.repricing.models import NoPrice, Overlaps
from minishop import events, states
from minishop.events import delivery
from minishop.retries import retried

State = BulkEdit.State
#: So many are changed while staff wait; more go to a job.
AT_ONCE = 200
SLICE = 100


class TooMany(Exception):
    """More products than one edit takes."""


def gather(*, ids: Sequence[int], kind: str, actor: Any = None) -> BulkEdit:
    """These products wait for a wish.

    Raises:
        TooMany: there are more than MOST.
    """
    if len(ids) > MOST:
        raise TooMany
    return BulkEdit.objects.create(products=list(ids), kind=kind, actor=actor)


def say(*, edit: BulkEdit, wish: Wish) -> None:
    """This is wished; nothing changes before it is started."""
    drafts = BulkEdit.objects.filter(pk=edit.pk, state=State.DRAFT)
    if not drafts.update(wish=wish.written()):
        raise states.IllegalMove(edit, "state", State.DRAFT)
    edit.refresh_from_db()


def planner(edit: BulkEdit) -> Planner:
    return Planner(Wish.read(edit.wish), is_planned_price=edit.kind == BulkEdit.Kind.PRICE)


def start(*, edit: BulkEdit, actor: Any = None) -> None:
    """The wish comes true, at once for a few, by a job for many; pressing twice starts it once.

    Raises:
        IllegalMove: it was started before.
    """
    with transaction.atomic():
        states.move(edit, "state", State.RUNNING, event="bulk.started", actor=actor, edit=edit.pk)
    if len(edit.products) <= AT_ONCE:
        while delivery.run_now(edit):
            pass
        edit.refresh_from_db()


def go_on(edit_id: int) -> None:
    """The next slice is done, and an event goes on with the rest; each product in its own transaction."""
    edit = BulkEdit.objects.select_related("actor").get(pk=edit_id)
    if edit.state != State.RUNNING:
        return
    done = set(edit.lines.values_list("product_id", flat=True))
    left = [pk for pk in edit.products if pk not in done]
    plan = planner(edit)
    for pk in left[:SLICE]:
        one(edit, pk, plan)
    with transaction.atomic():
        if len(left) > SLICE:
            events.emit("bulk.went_on", subject=edit, edit=edit.pk)
        else:
            states.move(edit, "state", State.DONE, event="bulk.done", finished_at=Now())


@retried
@transaction.atomic
def one(edit: BulkEdit, pk: int, plan: Planner) -> bool:
    """The product has its line, and its changes with it; whether this call did it."""
    if not Product.objects.select_for_update(of=("self",)).filter(pk=pk).exists():
        return False
    if not _claim(edit, pk):
        return False
    planned = next(plan.all([pk]))
    if not planned.why:
        planned.why = _apply(edit, planned, plan)
    line = BulkLine.objects.filter(edit=edit, product=pk)
    line.update(why=planned.why[:300], changes=[] if planned.why else planned.steps)
    return True


def _claim(edit: BulkEdit, pk: int) -> bool:
    return BulkLine.objects.get_or_create(edit=edit, product_id=pk)[1]


def _apply(edit: BulkEdit, planned: Planned, plan: Planner) -> str:
    """All of it has been done by the services, or nothing and the reason is told."""
    try:
        with transaction.atomic():
            _change(planned, plan, edit.actor)
            _price(planned, plan, edit.actor)
    except ValidationError as problem:
        return " ".join(problem.messages)
    except WordsMissing:
        return _("A picture of it has no alternative text.")
    except Overlaps:
        return _("Its price changes in that time already.")
    except NoPrice:
        return _("It has no price.")
    return ""


def _change(planned: Planned, plan: Planner, actor: Any) -> None:
    product, wish = planned.product, plan.wish
    if wish.tracked:
        product.variants.update(is_stock_tracked=wish.tracked == "on")
        events.emit("product.tracking_set", subject=product, actor=actor, tracked=wish.tracked)
    _place(product, plan)
    if planned.fields:
        products.update(product=product, actor=actor, **planned.fields)
    if wish.status == "publish" and product.status != Product.Status.ACTIVE:
        products.publish(product=product, actor=actor)
    if wish.status == "unpublish" and product.status == Product.Status.ACTIVE:
        products.unpublish(product=product, actor=actor)


def _place(product: Product, plan: Planner) -> None:
    if plan.joined:
        collections.admit(collection=plan.joined, product=product)
    if plan.left:
        collections.dismiss(collection=plan.left, product=product)


def _price(planned: Planned, plan: Planner, actor: Any) -> None:
    wish = plan.wish
    start = wish.moment("starts_at") if plan.is_planned_price else None
    for new in planned.prices:
        told: dict[str, Any] = {"amount": new.amount, "compare_at": new.compare_at, "actor": actor}
        if start is None:
            products.set_price(variant=new.variant, **told)
        else:
            told |= {"starts_at": start, "ends_at": wish.moment("ends_at"), "title": wish.title}
            repricing.plan(variant=new.variant, **told)
