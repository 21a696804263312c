"""Who may work at the order board, and of which house."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from members.accounts.models import User
from orders.stores.models import Store, StoreQuerySet

P = ParamSpec("P")


class BoardRequest(HttpRequest):
    """A request of someone who may pack in `store`."""

    user: User
    store: Store


def houses(user: User) -> StoreQuerySet:
    """The houses whose orders the person may pack."""
    return Store.objects.of_staff(user).filter(is_open=True).distinct()


def packers_only(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only staff who may pack come in; others sign in first, or are told that they may not."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.is_staff:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not request.user.has_perm("orders.change_fulfilment"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def in_house(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponse]:
    """As `packers_only`, and the request knows its house; another's is not there."""

    @packers_only
    @wraps(view)
    def placed(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        store = get_object_or_404(houses(cast(User, request.user)), code=code)
        request.store = store  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return placed
