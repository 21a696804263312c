"""Pages staff compose: the home page of blocks, and content pages (delivery, returns, privacy, about).

The rows of a page and its blocks are the working copy. What shoppers see is the newest `Revision` whose
moment has come, unless the page was withdrawn after it; a revision holds the whole page as it was, and
what it holds never changes.
"""

import re

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalog.collections.models import Collection
from catalog.pictures.models import Picture
from catalog.products.models import Product
from catalog.stories.models import Story
from minishop.translation import TranslatedModel

HOME = "home"
#: A path of this shop, or an https address: nothing a browser would run, or read as another host.
LINK = re.compile(r"(/(?![/\\])|https://[^/\\\s]+)[^\s\\\x00-\x1f]*\Z")


class NothingToShow(Exception):
    """The page has no block that shows anything."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page.handle)
        self.page = page


class AlreadyLive(Exception):
    """The revision's moment has come, or never was set: there is nothing to cancel."""

    def __init__(self, revision: "Revision") -> None:
        super().__init__(revision.number)
        self.revision = revision


class NothingLive(Exception):
    """Shoppers see no revision of the page."""

    def __init__(self, page: "Page") -> None:
        super().__init__(page.handle)
        self.page = page


def validate_link(link: str) -> None:
    """It leads to a path of this shop, or to an https address.

    Raises:
        ValidationError: it leads elsewhere, or would run something.
    """
    if not LINK.match(link):
        raise ValidationError(_("A path like /shop/, or an address that begins with https://."), code="link")


class PageQuerySet(models.QuerySet["Page"]):
    def live(self) -> "PageQuerySet":
        """Those shoppers can read now."""
        return self.filter(models.Exists(Revision.objects.live().filter(page=models.OuterRef("pk"))))

    def for_staff(self) -> "PageQuerySet":
        """With the working copy and the revisions that were ever meant for shoppers, newest first."""
        meant = Revision.objects.filter(live_at__isnull=False).order_by("-live_at", "-number")
        return self.prefetch_related(
            models.Prefetch("blocks", Block.objects.prefetch_related("places")),
            models.Prefetch("revisions", meant, to_attr="meant"),
        )


class Page(TranslatedModel):
    """One page; the one with the handle "home" is the shop's front."""

    translated = ("title", "summary", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=160)
    summary = models.CharField(max_length=400, blank=True, default="")
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")
    #: Revisions up to this number are no longer shown.
    withdrawn_to = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = PageQuerySet.as_manager()

    #: Filled by `for_staff()`.
    meant: "list[Revision]"

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
        HOLDINGS = "holdings", "What we hold about a person"

    class Look(models.TextChoices):
        PLAIN = "", "On paper"
        NIGHT = "night", "On dark"

    translated = ("kicker", "title", "text", "action")

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="blocks")
    kind = models.CharField(max_length=12, choices=Kind)
    position = models.PositiveSmallIntegerField(default=0)
    is_shown = models.BooleanField(default=True)
    kicker = models.CharField(max_length=120, blank=True, default="")
    title = models.CharField(max_length=160, blank=True, default="")
    text = models.TextField(blank=True, default="", help_text="Sanitised HTML.")
    action = models.CharField(max_length=60, blank=True, default="", help_text="Words on the button.")
    link = models.CharField(
        max_length=500, blank=True, default="", help_text="A path, or https://…", validators=[validate_link]
    )
    #: How it is dressed, where its kind has more than one way.
    look = models.CharField(max_length=20, blank=True, default="", choices=Look)
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

    def get_inline_title(self) -> str:
        """What it is and what it says, for its line in the admin."""
        said = self.title or str(self.story or self.collection or "")
        return capfirst(f"{self.get_kind_display()} · {said}".replace("*", "").rstrip(" ·"))


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


class RevisionQuerySet(models.QuerySet["Revision"]):
    def in_force(self) -> "RevisionQuerySet":
        """Published or scheduled, and not withdrawn with their page."""
        return self.filter(live_at__isnull=False, number__gt=models.F("page__withdrawn_to"))

    def live(self) -> "RevisionQuerySet":
        """Those whose moment has come, the one shoppers see first for each page."""
        return self.in_force().filter(live_at__lte=Now()).order_by("-live_at", "-number")

    def scheduled(self) -> "RevisionQuerySet":
        """Those whose moment is to come, the nearest first."""
        return self.in_force().filter(live_at__gt=Now()).order_by("live_at", "number")

    def timeline(self, handle: str) -> "RevisionQuerySet":
        """What shoppers see of a page now, and what they will see, in the order of their moments."""
        of_page = self.filter(page__handle=handle)
        now = models.Q(pk=models.Subquery(of_page.live().values("pk")[:1]))
        return of_page.in_force().filter(now | models.Q(live_at__gt=Now())).order_by("live_at", "number")


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

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="revision_once")]
        indexes = [models.Index(fields=["page", "-live_at"], name="revision_live")]

    def __str__(self) -> str:
        return f"{self.page} {self.number}"
