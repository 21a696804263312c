"""Stories: pictures and words that lead to pieces; the home page is made of them."""

from django.db import models
from django.db.models.functions import Now

from catalog.pictures.models import Picture
from catalog.products.models import Product
from minishop.translation import TranslatedModel


class StoryQuerySet(models.QuerySet["Story"]):
    def published(self) -> "StoryQuerySet":
        return self.filter(published_at__lte=Now())


class Story(TranslatedModel):
    """One story with its picture, and where the home page shows it."""

    class Place(models.TextChoices):
        HERO = "hero"
        ESSAY = "essay"
        NIGHT = "night"
        NONE = "none", "Not on the home page"

    translated = ("title", "kicker", "summary", "body", "action")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    kicker = models.CharField(max_length=120, blank=True, default="")
    summary = models.CharField(max_length=400, blank=True, default="")
    body = models.TextField(blank=True, default="", help_text="Sanitised HTML.")
    action = models.CharField(max_length=60, blank=True, default="", help_text="Words on the button.")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=8, choices=Place, default=Place.ESSAY)
    position = models.PositiveSmallIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    products = models.ManyToManyField(Product, blank=True, related_name="stories")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title
