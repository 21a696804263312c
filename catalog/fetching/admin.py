from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.fetching import services as fetching
from catalog.fetching.models import PendingImage
from catalog.pictures.forms import NOT_KEPT, REASONS
from minishop.admin_base import ReadOnlyAdmin, Verb

CHANGE = "catalog.change_picture"
WORDS = REASONS | {
    "address": gettext_lazy("No public web address: only http and https on their own ports are asked."),
    "redirects": gettext_lazy("It was led on more than three times."),
    "slow": gettext_lazy("The answer did not come in time."),
    "away": gettext_lazy("The host can't be reached."),
    "storage": NOT_KEPT,
}


def in_words(error: str) -> str:
    """Why the last try failed, for staff."""
    reason, _sep, status = error.partition(" ")
    if reason == "answer":
        return _("The host answered %(status)s instead of a picture.") % {"status": status}
    return str(WORDS.get(reason, ""))


@admin.register(PendingImage)
class PendingImageAdmin(ReadOnlyAdmin):
    """Photographs still to come: fetched by a job, refused ones by staff's word."""

    list_display = ("where", "of", "standing", "why", "tries", "run_at")
    list_display_links = ("where",)
    list_filter = ("state",)
    list_select_related = ("product",)
    search_fields = ("source", "product__title", "product__handle")
    ordering = ("-state", "run_at", "id")
    fields = ("source", "of", "alt", "standing", "why", "tries", "run_at")
    verbs = (
        Verb(
            "try-again",
            gettext_lazy("Try again"),
            call=lambda row, actor: fetching.try_again(row=row, actor=actor),
            permission=CHANGE,
            applies=lambda row: row.state == PendingImage.State.REFUSED,
            done=gettext_lazy("It is asked for within half a minute."),
            icon="refresh",
            main=True,
        ),
    )

    @display(description=gettext_lazy("address"))
    def where(self, row: PendingImage) -> str:
        return row.source if len(row.source) < 70 else f"{row.source[:32]} … {row.source[-34:]}"

    @display(description=gettext_lazy("product"), ordering="product__title")
    def of(self, row: PendingImage) -> SafeString:
        address = reverse("admin:catalog_product_change", args=[row.product_id])
        return format_html('<a class="underline" href="{}">{}</a>', address, row.product.t.title)

    @display(
        description=gettext_lazy("status"),
        ordering="state",
        label={"waiting": "info", "refused": "danger"},
    )
    def standing(self, row: PendingImage) -> tuple[str, str]:
        return row.state, str(row.get_state_display())

    @display(description=gettext_lazy("why"))
    def why(self, row: PendingImage) -> str:
        return in_words(row.error)
