"""What everyone reads of a product's reviews, kept on the catalogue's shelf; what a buyer may still say."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from catalog.products.models import Product
from catalog.shelf import services as shelf
from minishop.links import absolute
from minishop.seo.structured import Node, known
from orders.orders.models import Order, OrderLine
from orders.reviews.models import Review

#: So many stand on the product's own page, and so many more come at a time on the page of all.
FIRST, PER_PAGE = 3, 10
#: The longest list anyone pages through.
LAST_PAGE = 100
STARS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a product's reviews, the newest first, and whether older ones follow."""

    reviews: list[Review]
    number: int
    has_more: bool


def first(product: Product) -> list[Review]:
    """The newest reviews of the product, for its page; no question where there are none."""
    if not product.rating_count:
        return []
    return shelf.read(f"reviews:{product.pk}", lambda: list(_of(product)[:FIRST]))


def page(product: Product, stars: int | None, number: int) -> Page:
    """A page of them, of so many stars alone where that is asked."""
    key = f"reviews:{product.pk}:{stars or ''}:{number}"
    return shelf.read(key, lambda: _page(product, stars, number))


def _page(product: Product, stars: int | None, number: int) -> Page:
    wanted = _of(product).filter(rating=stars) if stars else _of(product)
    start = (number - 1) * PER_PAGE
    found = list(wanted[start : start + PER_PAGE + 1])
    return Page(found[:PER_PAGE], number, len(found) > PER_PAGE and number < LAST_PAGE)


def _of(product: Product) -> QuerySet[Review]:
    shown = Review.objects.published().filter(product=product).with_photos()
    return shown.select_related("line__variant").only(
        "rating", "text", "name", "language", "reply", "replied_at", "written_at", "product",
        "line__variant__option_values", "line__variant__translations",
    )  # fmt: skip


def spread(product: Product) -> list[tuple[int, int]]:
    """How many gave each number of stars, five first."""
    return shelf.read(f"stars:{product.pk}", lambda: _spread(product))


def _spread(product: Product) -> list[tuple[int, int]]:
    counted = Review.objects.filter(product=product, state=Review.State.PUBLISHED)
    by_stars = dict(counted.order_by().values_list("rating").annotate(Count("pk")))
    return [(stars, by_stars.get(stars, 0)) for stars in STARS]


def facts(product: Product) -> list[Node]:
    """The newest in schema.org's words; one without words says nothing there that the average does not."""
    return [_fact(review) for review in first(product) if review.text]


def _fact(review: Review) -> Node:
    return known(
        kind="Review",
        author=known(kind="Person", name=str(review.signed)),
        datePublished=review.written_at.date().isoformat(),
        reviewBody=review.text,
        inLanguage=review.language,
        reviewRating=known(kind="Rating", ratingValue=review.rating, bestRating=5, worstRating=1),
        image=[absolute(photo.large) for photo in review.photos.all()],
    )


def pieces(order: Order) -> list[OrderLine]:
    """The order's pieces that came and may be reviewed, and those that were, each with its review or none."""
    came = Q(sent__gt=F("returned"), fulfilment__state="done")
    written = Q(review__isnull=False) & ~Q(review__state=Review.State.WITHDRAWN)
    lines = order.lines.filter(came | written)
    return list(lines.select_related("review", "variant__picture", "variant__product__cover"))
