"""Stories: pictures and words that lead to pieces; the home page is made of them."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.shelf import windows
from minishop.translation import TranslatedModel


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self) -> "StoryQuerySet":
        """Those whose moment has come and not gone."""
        still = models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gt=Now())
        return self.filter(still, published_at__lte=Now())

    def for_pages(self) -> "StoryQuerySet":
        """With its picture and the pieces it leads to, as cards."""
        pieces = models.Prefetch("products", Product.objects.on_sale().for_cards(), to_attr="pieces")
        return self.select_related("picture").prefetch_related(pieces)


class Story(TranslatedModel):
    """One story with its picture, and where the home page shows it."""

    class Place(models.TextChoices):
        HERO = "hero"
        ESSAY = "essay"
        NIGHT = "night"
        SHOP = "shop", "Among the pieces"
        NONE = "none", "Not on the home page"

    translated = ("title", "kicker", "summary", "body", "action", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160, help_text="What stands *between asterisks* leans.")
    kicker = models.CharField(max_length=120, blank=True, default="")
    summary = models.CharField(max_length=400, blank=True, default="")
    body = models.TextField(blank=True, default="", help_text="Sanitised HTML.")
    action = models.CharField(max_length=60, blank=True, default="", help_text="Words on the button.")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=8, choices=Place, default=Place.ESSAY)
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="Empty: never.")
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")
    products = models.ManyToManyField(Product, blank=True, related_name="stories")

    objects = StoryQuerySet.as_manager()

    #: Filled by `for_pages()`.
    pieces: "list[Product]"

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "stories"

    def clean(self) -> None:
        super().clean()
        windows.check(self)

    def __str__(self) -> str:
        return self.title.replace("*", "")

    def get_absolute_url(self) -> str:
        """Its own page; a story without a body leads to its first piece."""
        if self.body or not self.pieces:
            return reverse("story", args=[self.handle])
        return self.pieces[0].get_absolute_url()
