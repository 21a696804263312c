from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.pictures import notes as photographs
from catalog.pictures.admin import thumbnail
from catalog.pictures.forms import UploadForm
from catalog.stories import services as stories
from catalog.stories.models import Story
from minishop.admin_base import ShopAdmin, Verb
from minishop.translation_forms import TranslatedForm, names, translated_form


class StoryBase(UploadForm, TranslatedForm):
    """A story with its picture, chosen or new; a moment to come publishes it then."""

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        picture = told.get("picture")
        is_new = told.get("published_at") and not self.initial.get("published_at")
        if is_new and picture and not picture.alt:
            self.add_error("published_at", _("Its photograph has no alternative text yet."))
        return told


@admin.register(Story)
class StoryAdmin(photographs.NamesThem, ShopAdmin):
    """Stories and where the home page shows them."""

    form = translated_form(Story, StoryBase)
    list_display = ("look", "title", "place", "position", "published_at")
    list_display_links = ("look", "title")
    list_filter = ("place",)
    list_select_related = ("picture",)
    search_fields = ("title", "handle")
    compressed_fields = False
    autocomplete_fields = ("picture", "products")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title", *names(Story, "title")),
                    ("kicker", *names(Story, "kicker")),
                    ("summary", *names(Story, "summary")),
                    ("action", *names(Story, "action")),
                    ("handle", "place", "position"),
                    ("published_at", "withdrawn_at"),
                )
            },
        ),
        (_("Picture"), {"fields": ("picture", ("upload", "words")), "classes": ("tab",)}),
        (_("Text"), {"fields": (("body", *names(Story, "body")),), "classes": ("tab",)}),
        (_("Pieces"), {"fields": ("products",), "classes": ("tab",)}),
        (
            _("Search engines"),
            {
                "fields": (
                    ("seo_title", *names(Story, "seo_title")),
                    ("seo_description", *names(Story, "seo_description")),
                ),
                "classes": ("tab",),
            },
        ),
    )
    verbs = (
        Verb(
            "publish",
            _("Publish"),
            call=lambda story, actor: stories.publish(story=story, actor=actor),
            permission="catalog.change_story",
            applies=lambda story: story.published_at is None,
            icon="visibility",
            main=True,
        ),
        Verb(
            "unpublish",
            _("Take down"),
            call=lambda story, actor: stories.unpublish(story=story, actor=actor),
            permission="catalog.change_story",
            applies=lambda story: story.published_at is not None,
            icon="visibility_off",
        ),
    )

    def save_model(self, request: HttpRequest, obj: Story, form: ModelForm, change: bool) -> None:
        stories.keep(story=obj)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        stories.keep(story=form.instance)

    @display(description="")
    def look(self, story: Story) -> SafeString | str:
        return thumbnail(story.picture, 44)
