"""Rows with made-up values, where the shop's verbs left none."""

from decimal import Decimal
from typing import Any

from django.db import DatabaseError, models, transaction
from model_bakery import baker

from members.accounts.models import User

baker.generators.add("minishop.money.AmountField", lambda: Decimal(1))


def row_of(model: type[models.Model]) -> models.Model:
    """Some row of the model; made with made-up values where the shop's verbs left none."""
    return model._base_manager.order_by("pk").first() or baker.make(model, **_known_to(model))


def row_alone(model: type[models.Model]) -> models.Model:
    """A row on which nothing hangs, where one can be made beside those there are."""
    try:
        with transaction.atomic():
            return baker.make(model, **_known_to(model))
    except (DatabaseError, ValueError):
        return row_of(model)


def _known_to(model: Any) -> dict[str, models.Model]:
    """What is here already for a row that must name it; of people a different one for each column."""
    must = [one for one in model._meta.fields if one.related_model and not one.null]
    rows = {one.name: one.related_model._base_manager.order_by("pk").first() for one in must}
    named = [one.name for one in must if one.related_model is User]
    people = zip(named, User.objects.order_by("pk"), strict=False)
    return {name: row for name, row in (rows | dict(people)).items() if row}
