"""The board's documents from the lists of orders and fulfilments as well."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from members.accounts.models import User
from minishop.admin_base import Batch
from orders.board import deeds, views
from orders.desk.admin import OrderAdmin
from orders.desk.parcels import FulfilmentAdmin
from orders.fulfilment.models import Fulfilment


def _printing(what: str, lookup: str) -> Callable[[HttpRequest, QuerySet[Any]], HttpResponse]:
    def go(request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse:
        """On to the file for what of the ticked rows is in the person's own houses."""
        own = Fulfilment.objects.filter(**{f"{lookup}__in": rows.values("pk")})
        own = own.filter(store__in=views.houses(cast(User, request.user))).order_by("pk")
        return redirect(views.address_of(what, own.values_list("pk", flat=True)[: views.MOST]))

    return go


def _batches(lookup: str) -> list[Batch]:
    return [
        Batch(f"print-{code}", deed.title, _printing(code, lookup), "orders.change_fulfilment")
        for code, deed in deeds.PRINTS.items()
    ]


OrderAdmin.batches = [*OrderAdmin.batches, *_batches("order")]
FulfilmentAdmin.batches = [*FulfilmentAdmin.batches, *_batches("pk")]
