"""Collections: products chosen by hand, in order."""

from django.db import models
from django.urls import reverse

from catalog.pictures.models import Picture
from catalog.products.models import Product
from minishop.translation import TranslatedModel


class CollectionQuerySet(models.QuerySet["Collection"]):
    def departments(self) -> "CollectionQuerySet":
        """Those shoppers choose from, each with how many `pieces` are on sale in it."""
        on_sale = models.Q(products__in=Product.objects.on_sale())
        counted = self.filter(is_listed=True).annotate(pieces=models.Count("products", filter=on_sale))
        return counted.filter(pieces__gt=0).select_related("picture").order_by("position", "id")


class Collection(TranslatedModel):
    """A department or an edit ("Leather", "To give")."""

    translated = ("title", "summary")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True, default="")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    is_listed = models.BooleanField(default=True, help_text="Shown among the departments.")
    products = models.ManyToManyField(Product, through="CollectionProduct", related_name="collections")

    objects = CollectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.handle])


class CollectionProduct(models.Model):
    """A product's place in a collection."""

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="places")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collection", "product"], name="collection_product_once")
        ]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.product_id}"
