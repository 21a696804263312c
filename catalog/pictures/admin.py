from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminFileFieldWidget

from catalog.pictures import services as pictures
from catalog.pictures.develop import PictureRefused
from catalog.pictures.forms import in_words
from catalog.pictures.models import Picture, PictureNotKept
from minishop.admin_base import ShopAdmin
from minishop.translation_forms import TranslatedForm, names, others, translated_form


class PictureBase(TranslatedForm):
    """A new photograph comes from a file; afterwards its words and its focal point may change."""

    upload = forms.FileField(label=_("Photograph"), widget=UnfoldAdminFileFieldWidget)

    def clean_upload(self) -> Any:
        try:
            self.kept = pictures.add(self.cleaned_data["upload"])
        except (PictureRefused, PictureNotKept) as problem:
            raise forms.ValidationError(in_words(problem)) from problem
        return self.cleaned_data["upload"]


PictureForm = translated_form(Picture, PictureBase)


def thumbnail(picture: Picture | None, width: int = 56) -> SafeString | str:
    if picture is None:
        return "—"
    return format_html(
        '<img src="{}" alt="" width="{}" height="{}" class="rounded-md" loading="lazy">',
        picture.url(160),
        width,
        width * 5 // 4,
    )


class WordsFilter(admin.SimpleListFilter):
    """Photographs that say nothing to those who can't see them."""

    title = _("alternative text")
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        languages = [
            (code, format_lazy(_("Missing in {language}"), language=name)) for code, name in others()
        ]
        return [("none", _("Without alternative text")), *languages]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "none":
            return queryset.without_words()
        return queryset.without_words_in(self.value()) if self.value() else queryset


@admin.register(Picture)
class PictureAdmin(ShopAdmin):
    """Photographs: the service keeps them; staff write what they show and where the subject lies."""

    form = PictureForm
    list_display = ("look", "alt", "size")
    list_display_links = ("look",)
    list_editable = ("alt",)
    list_filter = (WordsFilter,)
    search_fields = ("alt", "file")
    compressed_fields = False

    class Media:
        js = ("js/focal.js",)

    readonly_fields = ("look", "size", "colour", "focal")

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        words = ("alt", *names(Picture))
        if obj is None:
            return [(None, {"fields": ("upload", *words)})]
        return [(None, {"fields": ("look", "size", *words, "focal", ("focal_x", "focal_y"))})]

    def save_model(self, request: HttpRequest, obj: Picture, form: Any, change: bool) -> None:
        kept = obj if change else form.kept
        pictures.describe(picture=kept, alt=obj.alt, translations=obj.translations)
        obj.pk = kept.pk
        if change and {"focal_x", "focal_y"} & set(form.changed_data):
            pictures.focus(picture=kept, focal=(obj.focal_x, obj.focal_y))

    def log_addition(self, request: HttpRequest, obj: Picture, message: Any) -> Any:
        return super().log_addition(request, Picture.objects.get(pk=obj.pk), message)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False

    @display(description=_("focal point"))
    def focal(self, picture: Picture) -> str:
        return render_to_string("admin/pictures/focal.html", {"picture": picture})

    @display(description=_("picture"))
    def look(self, picture: Picture) -> SafeString | str:
        return thumbnail(picture, 56)

    @display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"
