"""Hearts: a piece is saved or let go from wherever its card stands, and all of them have a page."""

from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from catalog.products.models import Product
from members.accounts import redirects
from members.accounts.models import User
from members.resuming.services import signed_in
from members.wishlists import reading
from members.wishlists import services as wishlists
from members.wishlists.models import FullList
from minishop.context.toasts import say

#: What a guest's heart was pressed for, until they have signed in.
WANTED = "saved_before"


@never_cache
@require_safe
@signed_in
def saved(request: HttpRequest) -> HttpResponse:
    """What the member saved; what they pressed as a guest is saved by itself."""
    user = cast(User, request.user)
    if wanted := request.session.pop(WANTED, None):
        product = Product.objects.visible().filter(handle=wanted).first()
        if product:
            say(request, _keep(user, product))
    return render(request, "members/wishlists/saved.html", {"items": reading.saved(user)})


@never_cache
@require_safe
def marks(request: HttpRequest) -> JsonResponse:
    """Which hearts are full: asked by pages whose cards are the same for everyone."""
    told = reading.handles(request.user) if request.user.is_authenticated else []
    return JsonResponse({"saved": told})


@never_cache
@require_POST
def press(request: HttpRequest) -> HttpResponse:
    """The piece is saved, or let go; whoever is not signed in does so first, and then it is saved."""
    letting_go = "remove" in request.POST
    handle = request.POST.get("remove") or request.POST.get("save", "")
    product = get_object_or_404(Product.objects.visible(), handle=handle)
    if not request.user.is_authenticated:
        request.session[WANTED] = product.handle
        return _sign_in(request)
    user = request.user
    words = _let_go(user, product) if letting_go else _keep(user, product)
    if request.accepts("text/html"):
        say(request, words)
        return redirect(redirects.safe(request, request.POST.get("next", "")) or "saved")
    return JsonResponse({"saved": not letting_go, "words": words})


def _sign_in(request: HttpRequest) -> HttpResponse:
    to = f"{reverse('sign-in')}?next={reverse('saved')}"
    return redirect(to) if request.accepts("text/html") else JsonResponse({"to": to}, status=401)


def _keep(user: User, product: Product) -> str:
    try:
        wishlists.save(user=user, product=product)
    except FullList:
        return _("There is no room for more saved pieces. Let one go first.")
    return _("It waits among your saved pieces.")


def _let_go(user: User, product: Product) -> str:
    wishlists.remove(user=user, product=product)
    return _("Not saved any more.")
