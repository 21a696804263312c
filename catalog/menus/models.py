"""Menus: links that staff arrange, in places templates name."""

from django.db import models

from catalog.collections.models import Collection
from catalog.pages.models import Page
from minishop.translation import TranslatedModel


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
    link = models.CharField(max_length=500, blank=True, default="", help_text="A path, or https://…")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["menu", "position", "id"]

    def __str__(self) -> str:
        return self.title
