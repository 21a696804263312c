"""Pages staff compose: the home page of blocks, and content pages (delivery, returns, privacy, about).

The rows of a page and its blocks are the working copy. What shoppers see is the newest `Revision` whose
moment has come; a revision holds the whole page as it was and never changes.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from catalog.collections.models import Collection
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.stories.models import Story
from minishop.translation import TranslatedModel

HOME = "home"


class Page(TranslatedModel):
    """One page; the one with the handle "home" is the shop's front."""

    translated = ("title", "summary", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400, blank=True, default="")
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("home") if self.handle == HOME else reverse("page", args=[self.handle])


class Block(TranslatedModel):
    """One part of a page. Which fields it reads is decided by its kind."""

    class Kind(models.TextChoices):
        HERO = "hero"
        COLLECTION = "collection", "Pieces of a collection"
        PRODUCTS = "products", "Row of pieces"
        STORY = "story"
        TEXT = "text"
        STORE = "store", "Nearest store"
        DROP = "drop", "A piece to come"
        DEPARTMENTS = "departments", "List of departments"

    translated = ("kicker", "title", "text", "action")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=True)
    kicker = models.CharField(max_length=120, blank=True, default="")
    title = models.CharField(max_length=160, blank=True, default="")
    text = models.TextField(blank=True, default="", help_text="Sanitised HTML.")
    action = models.CharField(max_length=60, blank=True, default="", help_text="Words on the button.")
    link = models.CharField(max_length=500, blank=True, default="", help_text="A path, or https://…")
    #: How it is dressed, where its kind has more than one way ("night" for a story on dark).
    look = models.CharField(max_length=20, blank=True, default="")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    products = models.ManyToManyField(Product, blank=True, through="BlockProduct", related_name="+")
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    #: Codes of the segments it is for (`request.audience`); empty for everyone.
    audience = ArrayField(models.SlugField(max_length=40), default=list, blank=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class BlockProduct(models.Model):
    """A piece's place in a block."""

    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="places")
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["block", "product"], name="block_product_once")]

    def __str__(self) -> str:
        return f"{self.block_id} {self.product_id}"


class Revision(models.Model):
    """A whole page as it stood once: words, blocks and the rows they lead to, as plain values."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    #: From when shoppers see it; empty for one that was kept and not published.
    live_at = models.DateTimeField(null=True, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="revision_once")]
        indexes = [models.Index(fields=["page", "-live_at"], name="revision_live")]

    def __str__(self) -> str:
        return f"{self.page} {self.number}"
