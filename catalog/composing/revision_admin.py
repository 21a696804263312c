from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from catalog.composing import history
from catalog.pages import content
from catalog.pages import services as pages
from catalog.pages.models import AlreadyLive, Revision
from minishop.admin_base import ReadOnlyAdmin, Verb

CHANGE = "catalog.change_page"


@admin.register(Revision)
class RevisionAdmin(ReadOnlyAdmin):
    """Pages as they stood once: read, restored, and cancelled while their moment is to come."""

    list_display = ("page", "number", "created_at", "actor", "live_at")
    list_display_links = ("page", "number")
    list_filter = ("page",)
    list_select_related = ("page", "actor")
    ordering = ("-created_at", "-id")
    fields = ("page", "number", "created_at", "actor", "live_at", "changed")
    readonly_fields = ("changed",)
    refusals = (AlreadyLive,)
    verbs = (
        Verb(
            "restore",
            _("Restore"),
            call=lambda revision, actor: pages.restore(revision=revision, actor=actor),
            permission=CHANGE,
            done=_("The working copy is this revision again. Publish it when it is right."),
            confirm=_(
                "The working copy becomes what this revision holds. What it is now is kept as a revision;"
                " shoppers see nothing of it before you publish."
            ),
            icon="history",
            main=True,
            bulk=False,
        ),
        Verb(
            "cancel",
            _("Cancel"),
            call=lambda revision, actor: pages.cancel(revision=revision, actor=actor),
            permission=CHANGE,
            applies=history.is_to_come,
            done=_("It is kept, and will not be shown."),
            confirm=_("Its moment will not come; the revision is kept."),
            icon="event_busy",
            bulk=False,
        ),
    )

    def explain(self, problem: Exception) -> str:
        is_late = isinstance(problem, AlreadyLive)
        return str(_("Its moment has come: shoppers saw it.")) if is_late else super().explain(problem)

    def perform(self, request: HttpRequest, verb: Verb, row: Revision, **values: Any) -> str:
        """Says what could not be restored, besides."""
        gone = content.lost(row.content) if verb.name == "restore" else []
        why = super().perform(request, verb, row, **values)
        if gone and not why:
            names = ", ".join(content.called(row.content, reference) for reference in gone)
            messages.warning(request, _("No longer there, and left out: %(names)s") % {"names": names})
        return why

    def _done(self, request: HttpRequest, verb: Verb, row: Revision, values: dict[str, Any]) -> HttpResponse:
        """Back to the page, where the working copy is."""
        super()._done(request, verb, row, values)
        return HttpResponseRedirect(reverse("admin:catalog_page_change", args=[row.page_id]))

    @display(description=_("what changed"))
    def changed(self, revision: Revision) -> SafeString:
        return format_html_join("", "{}<br>", ((line,) for line in history.changed(revision)))
