"""Pages of reviews: all of a product's for everyone, one's own for whoever may see the order."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.aftersale import ratings
from catalog.facing import facing
from catalog.pictures.decode import PictureRefused
from catalog.pictures.models import PictureNotKept
from minishop.context.toasts import say
from orders.orders import access
from orders.orders.models import OrderLine
from orders.reviews import reading
from orders.reviews import services as reviews
from orders.reviews.forms import ReviewForm
from orders.reviews.models import MOST_PHOTOS, Review, ReviewPhoto, TooManyPhotos, TooOften

#: What may go wrong with what was typed or chosen.
FLAWS = (PictureRefused, PictureNotKept, TooManyPhotos, TooOften)


@require_safe
def listed(request: HttpRequest, handle: str) -> HttpResponse:
    """A product's reviews, the newest first; of so many stars alone where that is asked."""
    shown = facing.facing(handle, None)
    if shown is None:
        raise Http404(handle)
    stars, number = _asked(request, "stars", 5), _asked(request, "page", reading.LAST_PAGE) or 1
    context = {
        "product": shown.product,
        "rating": ratings.of(shown.product),
        "page": reading.page(shown.product, stars, number),
        "stars": stars,
        "spread": reading.spread(shown.product) if shown.product.rating_count else [],
    }
    return render(request, "orders/reviews/reviews.html", context)


def _asked(request: HttpRequest, name: str, most: int) -> int | None:
    """A number from one to `most`; none where anything else is said."""
    said = request.GET.get(name, "")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 0
    return number if 1 <= number <= most else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str, line: int) -> HttpResponse:
    """What the buyer says of one piece; a POST notes it."""
    row, review = _line(request, number, line)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReviewForm(*sent, review=review)
    if sent and form.is_valid() and _noted(request, row, form):
        say(request, _("Thank you. We read it first, and then everyone can."))
        return redirect(f"{reverse('order', args=[row.order.number])}#reviews")
    context = {"order": row.order, "line": row, "review": review, "form": form, "most": MOST_PHOTOS}
    return render(request, "orders/reviews/own.html", context, status=400 if form.errors else 200)


def _noted(request: HttpRequest, line: OrderLine, form: ReviewForm) -> bool:
    """Whether it was noted; the form says why not."""
    said: dict[str, Any] = form.cleaned_data
    actor = request.user if request.user.is_authenticated else None
    try:
        reviews.write(line=line, language=get_language() or "", actor=actor, **said)
    except FLAWS as flaw:
        form.add_error("photos", _words(flaw))
        return False
    return True


def _words(flaw: Exception) -> str:
    if isinstance(flaw, TooManyPhotos):
        return _("At most %(most)s photographs.") % {"most": MOST_PHOTOS}
    if isinstance(flaw, TooOften):
        return _("That is a lot at once. Please try again later.")
    if isinstance(flaw, PictureNotKept):
        return _("We could not keep the photographs just now. Please try again.")
    told = {
        "size": _("A photograph has at most 20 MB."),
        "pixels": _("A photograph has at most 40 million pixels."),
    }
    return told.get(getattr(flaw, "reason", ""), _("Only photographs: JPEG, PNG, WebP or AVIF."))


@require_POST
def removal(request: HttpRequest, number: str, line: int) -> HttpResponseRedirect:
    """The buyer takes back what they said."""
    row, review = _line(request, number, line)
    if review is None:
        raise Http404
    reviews.withdraw(review=review, actor=request.user if request.user.is_authenticated else None)
    say(request, _("Your review is gone."))
    return redirect("order", number=row.order.number)


@never_cache
@require_safe
def photo(request: HttpRequest, number: str, line: int, pk: int) -> FileResponse:
    """A photograph as its writer sees it, published or not."""
    row, _review = _line(request, number, line)
    shown = get_object_or_404(ReviewPhoto, pk=pk, review__line=row, is_gone=False)
    return FileResponse(shown.picture.open("rb"), content_type="image/webp")


def _line(request: HttpRequest, number: str, pk: int) -> tuple[OrderLine, Review | None]:
    """The line of an order this visitor may see, and what was said of it.

    Raises:
        Http404: it is another's, or there is nothing to say of it.
    """
    order = access.visible_order(request, number)
    lines = order.lines.select_related("review", "variant__picture", "variant__product__cover", "order")
    row = get_object_or_404(lines, pk=pk)
    review = getattr(row, "review", None)
    if row.sent <= row.returned and (review is None or not review.is_said):
        raise Http404
    return row, review if review and review.is_said else None
