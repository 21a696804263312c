"""Collections: products chosen by hand or by rule, in order, for as long as they are published.

Whom a rule admits is written down in `CollectionProduct`, as for one filled by hand, so that a listing
reads both alike.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.collections import rules as conditions
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.shelf import windows
from minishop.translation import TranslatedModel


class CollectionQuerySet(models.QuerySet["Collection"]):
    def published(self) -> "CollectionQuerySet":
        """Those whose moment has come and not gone; one without moments always is."""
        begun = models.Q(published_at__isnull=True) | models.Q(published_at__lte=Now())
        still = models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gt=Now())
        return self.filter(begun & still)

    def by_rule(self) -> "CollectionQuerySet":
        return self.exclude(match=Collection.Match.HAND)

    def browsable(self) -> "CollectionQuerySet":
        """Those shoppers choose from, in their order: listed, published, and something on sale in them."""
        on_sale = Product.objects.on_sale().filter(places__collection=models.OuterRef("pk"))
        listed = self.published().filter(models.Exists(on_sale), is_listed=True)
        return listed.select_related("picture").order_by("position", "id")

    def departments(self) -> "CollectionQuerySet":
        """The same, each with how many `pieces` are on sale in it."""
        on_sale = models.Q(products__in=Product.objects.on_sale())
        return self.browsable().annotate(pieces=models.Count("products", filter=on_sale))


class Collection(TranslatedModel):
    """A department or an edit ("Leather", "To give")."""

    class Match(models.TextChoices):
        HAND = "hand", "By hand"
        ALL = "all", "By rule: all conditions"
        ANY = "any", "By rule: any condition"

    class Order(models.TextChoices):
        HAND = "hand", "By hand"
        NEWEST = "newest", "Newest first"
        LOVED = "loved", "Loved most"
        PRICE_UP = "price-up", "Price, low first"
        PRICE_DOWN = "price-down", "Price, high first"
        TITLE = "title", "Title"

    translated = ("title", "summary", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True, default="")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    is_listed = models.BooleanField(default=True, help_text="Shown among the departments.")
    match = models.CharField("filled", max_length=4, choices=Match, default=Match.HAND)
    #: `[{"field": "tag", "is": "equals", "value": "silk"}, …]`; read by `catalog.collections.rules`.
    rules = models.JSONField(default=list, blank=True)
    order = models.CharField(max_length=10, choices=Order, default=Order.HAND)
    published_at = models.DateTimeField(null=True, blank=True, help_text="Empty: at once.")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never.")
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")
    products = models.ManyToManyField(Product, through="CollectionProduct", related_name="collections")

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.handle])

    def clean(self) -> None:
        super().clean()
        self.rules = conditions.read(self.rules) if self.is_by_rule else []
        if self.is_by_rule and not self.rules:
            raise ValidationError({"rules": _("Say at least one condition, or fill it by hand.")})
        windows.check(self)

    @property
    def is_by_rule(self) -> bool:
        return self.match != self.Match.HAND

    @property
    def admits(self) -> models.Q:
        """The products its rules let in."""
        return conditions.query(self.rules, any_of=self.match == self.Match.ANY)

    @property
    def sorting(self) -> tuple[str, ...]:
        """What `Product.objects.filter(places__collection=…)` is ordered by, to stand in its order.

        Only an order by hand is written down; the others are read off the products.
        """
        return SORTING[self.order]


SORTING: dict[str, tuple[str, ...]] = {
    Collection.Order.HAND: ("places__position", "places__id"),
    Collection.Order.NEWEST: ("-published_at", "-id"),
    Collection.Order.LOVED: ("-sold_count", "-published_at", "-id"),
    Collection.Order.PRICE_UP: ("price_from", "id"),
    Collection.Order.PRICE_DOWN: ("-price_from", "id"),
    Collection.Order.TITLE: ("title", "id"),
}


class CollectionProduct(models.Model):
    """A product's place in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="places")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "product"], name="collection_product_once")
        ]
        indexes = [models.Index(fields=["collection", "position", "id"], name="collection_in_order")]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.product_id}"
