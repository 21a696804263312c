"""Who may stand at the counter, and at which one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from members.accounts.models import User
from orders.stores.models import Store, StoreQuerySet

P = ParamSpec("P")
CHOSEN = "scan_store"


class CounterRequest(HttpRequest):
    """A request of someone who may scan in `store`."""

    user: User
    store: Store


def counters(user: User) -> StoreQuerySet:
    """The stores at whose counter the person may scan."""
    return Store.objects.of_staff(user).for_pickup().distinct()


def staff_only(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only staff who may scan come in; others sign in first, or are told that they may not."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated or not request.user.is_staff:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not request.user.has_perm("orders.scan_codes"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def at_counter(
    view: Callable[Concatenate[Any, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """As `staff_only`, and the request knows its store: the only one, or the one that was chosen."""

    @staff_only
    @wraps(view)
    def placed(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        stores = list(counters(cast(User, request.user)))
        if not stores:
            raise PermissionDenied
        chosen = [one for one in stores if one.pk == request.session.get(CHOSEN)] or stores
        if len(chosen) > 1:
            return redirect("scan-store")
        request.store = chosen[0]  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return placed
