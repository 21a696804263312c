from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.composing import history, preview
from catalog.composing.forms import BlockForm, MomentForm, PageForm
from catalog.pages import services as pages
from catalog.pages.models import Block, NothingLive, NothingToShow, Page
from catalog.pictures.models import WordsMissing
from catalog.pictures.notes import NamesThem
from minishop.admin_base import ShopAdmin, Verb
from minishop.translation_forms import names

CHANGE = "catalog.change_page"
WORDS = {
    NothingToShow: _("There is no block to show: add one first."),
    NothingLive: _("Shoppers see nothing of it."),
}


class BlockInline(StackedInline):
    model = Block
    form = BlockForm
    extra = 0
    ordering_field = "position"
    collapsible = True
    show_change_link = False
    compressed_fields = False
    autocomplete_fields = ("picture", "collection", "story")
    formfield_overrides = {ArrayField: {"widget": UnfoldAdminTextInputWidget}}
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("kind", "look", "position"),
                    ("story", "collection"),
                    "pieces",
                    ("kicker", *names(Block, "kicker")),
                    ("title", *names(Block, "title")),
                    ("text", *names(Block, "text")),
                    ("action", *names(Block, "action")),
                    "link",
                    ("picture", "upload", "words"),
                    ("starts_at", "ends_at"),
                    "audience",
                    ("is_shown", "twice"),
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Block]:
        rows = super().get_queryset(request).select_related("story", "collection", "picture")
        return rows.prefetch_related("places")


@admin.register(Page)
class PageAdmin(NamesThem, ShopAdmin):
    """Pages: staff edit the working copy beside a phone that shows it; shoppers see what was published."""

    form = PageForm
    list_display = ("title", "address", "standing", "unpublished", "updated_at")
    search_fields = ("title", "handle", "translations")
    compressed_fields = False
    inlines = (BlockInline,)
    refusals = (NothingToShow, NothingLive, WordsMissing)
    change_form_after_template = "admin/pages/_publish.html"
    change_form_outer_after_template = "admin/pages/_beside.html"
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title", *names(Page, "title")),
                    ("summary", *names(Page, "summary")),
                    ("handle",),
                    ("seo_title", *names(Page, "seo_title")),
                    ("seo_description", *names(Page, "seo_description")),
                )
            },
        ),
    )
    verbs = (
        Verb(
            "publish",
            _("Publish"),
            call=lambda page, actor: pages.publish(page=page, actor=actor),
            permission=CHANGE,
            done=_("Shoppers see it now."),
            icon="visibility",
            main=True,
        ),
        Verb(
            "schedule",
            _("Publish later"),
            call=lambda page, actor, at: pages.publish(page=page, at=at, actor=actor),
            permission=CHANGE,
            form=MomentForm,
            done=_("Shoppers see it from that moment on."),
            icon="schedule",
        ),
        Verb(
            "discard",
            _("Discard changes"),
            call=lambda page, actor: pages.discard(page=page, actor=actor),
            permission=CHANGE,
            applies=history.can_discard,
            confirm=_("The working copy becomes what shoppers see. What it is now is kept as a revision."),
            icon="undo",
            bulk=False,
        ),
        Verb(
            "withdraw",
            _("Take down"),
            call=lambda page, actor: pages.withdraw(page=page, actor=actor),
            permission=CHANGE,
            applies=lambda page: page.revisions.in_force().exists(),
            confirm=_("Shoppers no longer see the page, and nothing that was scheduled comes."),
            icon="visibility_off",
            danger=True,
            bulk=False,
        ),
    )

    class Media:
        js = ("js/pages.js",)
        css = {"all": ("css/pages.css",)}

    def explain(self, problem: Exception) -> str:
        return str(WORDS[type(problem)]) if type(problem) in WORDS else super().explain(problem)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        rows: Any = super().get_queryset(request)
        match = request.resolver_match
        return rows.for_staff() if match and match.url_name == "catalog_page_changelist" else rows

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name="catalog_page_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page as shoppers would see it, for whoever may look at pages.

        Raises:
            PermissionDenied: they may not.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        return preview.show(request, get_object_or_404(Page, pk=pk))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form, with the phone and the revisions of the page beside it."""
        page = self.get_object(request, object_id) if object_id else None
        beside = history.beside(page) if page else {}
        response = super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **beside})
        return preview.with_frame(response)

    def save_model(self, request: HttpRequest, obj: Page, form: ModelForm, change: bool) -> None:
        pages.keep(page=obj, actor=request.user)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        """Blocks stand as they were filled in; a copy stands after each for which one was asked."""
        formset.save(commit=False)
        for block in formset.deleted_objects:
            block.delete()
        forms: list[Any] = formset.forms
        changed = [each for each in forms if each.has_changed() and each not in formset.deleted_forms]
        for each in changed:
            pages.keep_block(block=each.instance, products=each.chosen())
        for each in changed:
            if each.cleaned_data.get("twice"):
                pages.repeat(block=each.instance)

    def response_change(self, request: HttpRequest, obj: Page) -> HttpResponse:
        if "_publish" not in request.POST:
            return super().response_change(request, obj)
        verb = next(each for each in self.verbs if each.name == "publish")
        return self._done(request, verb, obj, {})

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """What shoppers could read once is taken down, not deleted: its revisions stay."""
        return False

    @display(description=_("address"), ordering="handle")
    def address(self, page: Page) -> str:
        return page.get_absolute_url()

    @display(description=_("shoppers see"), label={"live": "success", "soon": "info", "none": "warning"})
    def standing(self, page: Page) -> tuple[str, str]:
        return history.standing(page)

    @display(description=_("unpublished changes"), boolean=True)
    def unpublished(self, page: Page) -> bool:
        return history.has_changes(page)
