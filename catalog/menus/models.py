"""Menus: links that staff arrange, in places templates name."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.collections.models import Collection
from catalog.pages.models import Page, validate_link
from minishop.translation import TranslatedModel


class MenuItemQuerySet(models.QuerySet["MenuItem"]):
    def and_whether_open(self) -> "MenuItemQuerySet":
        """Each knows whether it leads to something shoppers can see now."""
        page = models.Q(page__isnull=True) | models.Q(page__in=Page.objects.live())
        shelf = models.Q(collection__isnull=True) | models.Q(collection__in=Collection.objects.published())
        return self.annotate(is_open=models.Case(models.When(page & shelf, then=True), default=False))

    def open(self) -> "MenuItemQuerySet":
        """Those that do, in order."""
        return self.and_whether_open().filter(**{"is_open": True}).select_related("page", "collection")


class MenuItem(TranslatedModel):
    """One link of a menu: to a page, to a collection, or to an address."""

    class Menu(models.TextChoices):
        FOOTER = "footer"
        SHOP = "shop", "Top of the shop"

    translated = ("title",)

    menu = models.CharField(max_length=8, choices=Menu)
    title = models.CharField(max_length=80)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    collection = models.ForeignKey(
        Collection, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    link = models.CharField(
        max_length=500, blank=True, default="", help_text="A path, or https://…", validators=[validate_link]
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = MenuItemQuerySet.as_manager()

    #: Filled by `and_whether_open()`.
    is_open: bool

    class Meta:
        ordering = ["menu", "position", "id"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It leads to one thing.

        Raises:
            ValidationError: to nothing, or to two.
        """
        if sum(map(bool, (self.page_id, self.collection_id, self.link))) != 1:
            raise ValidationError(_("Choose one: a page, a collection, or an address."))

    @property
    def href(self) -> str:
        row = self.page or self.collection
        return row.get_absolute_url() if row else self.link
