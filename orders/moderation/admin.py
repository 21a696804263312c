"""The queue of reviews: the one that waits longest, its photographs large, and three keys.

Marketing reads them too, so nothing here tells whose order it was.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from catalog.pictures.models import PictureNotKept
from minishop.admin_base import ReadOnlyAdmin
from minishop.states import IllegalMove
from orders.moderation.forms import DecisionForm, ReplyForm
from orders.reviews import services as reviews
from orders.reviews.models import ChangedMeanwhile, Review, ReviewPhoto

MAY = "orders.change_review"
STATES = {"waiting": "warning", "published": "success", "refused": "danger", "withdrawn": "default"}


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """Reviews are read one after the other; every decision is a verb of the service."""

    list_display = ("said", "product", "words", "standing", "written_at")
    list_filter = ("state", "rating")
    list_select_related = ("product",)
    search_fields = ("text", "name", "product__title")
    ordering = ("-written_at", "-id")
    change_list_template = "admin/reviews/list.html"

    @display(description=gettext_lazy("stars"), ordering="rating")
    def said(self, review: Review) -> str:
        return "★" * (review.rating or 0) or "—"

    @display(description=gettext_lazy("in words"))
    def words(self, review: Review) -> str:
        return review.text[:90] or "—"

    @display(description=gettext_lazy("state"), ordering="state", label=STATES)
    def standing(self, review: Review) -> Any:
        return review.state, _state(review)

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("queue/", self.queue_view, "review-queue"),
            ("<int:pk>/decision/", self.decision_view, "review-decision"),
            ("<int:pk>/reply/", self.reply_view, "review-reply"),
            ("photos/<int:pk>.webp", self.photo_view, "review-photo"),
        )
        own = [path(where, self.admin_site.admin_view(view), name=name) for where, view, name in pages]
        return [*own, *super().get_urls()]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        """The review that waits longest, or the next one after a skipped one."""
        self._ensure(request)
        after = request.GET.get("after", "")
        row = _next(int(after) if after.isdecimal() and len(after) < 19 else None)
        if row is None:
            messages.success(request, _("No review waits to be read."))
            return HttpResponseRedirect(reverse("admin:orders_review_changelist"))
        return self._page(request, row, in_queue=True)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """One review, as the queue shows it."""
        row = self.get_object(request, object_id)
        if request.method != "GET" or row is None or not self.has_view_permission(request, row):
            return super().change_view(request, object_id, *args, **kwargs)
        return self._page(request, row, in_queue=False)

    def decision_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publishes or refuses what was read, and goes on with the next."""
        row = self._row(request, pk)
        form = DecisionForm(request.POST)
        if form.is_valid():
            self._decide(request, row, form.cleaned_data)
        else:
            messages.warning(request, " ".join(str(flaw) for flaws in form.errors.values() for flaw in flaws))
        if form.is_valid() and "queue" in request.POST:
            return HttpResponseRedirect(f"{reverse('admin:review-queue')}?after={row.pk}")
        return _to(row)

    def _decide(self, request: HttpRequest, row: Review, told: dict[str, Any]) -> None:
        try:
            if told["decision"] == "publish":
                reviews.publish(review=row, seen=told["seen"], actor=request.user)
                messages.success(request, _("Published."))
            else:
                reviews.refuse(review=row, reason=told["reason"], seen=told["seen"], actor=request.user)
                messages.success(request, _("Refused; its writer reads why."))
        except ChangedMeanwhile:
            messages.warning(request, _("Its writer has changed it meanwhile: read it again."))
        except PictureNotKept:
            messages.warning(request, _("A photograph could not be stored just now: try again."))
        except IllegalMove:
            messages.warning(request, _("Its writer has taken it back."))

    def reply_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The house's answer stands beneath the review."""
        row, form = self._row(request, pk), ReplyForm(request.POST)
        try:
            if form.is_valid():
                reviews.reply(review=row, text=form.cleaned_data["text"], actor=request.user)
                messages.success(request, _("Answered.") if form.cleaned_data["text"] else _("Not answered."))
        except IllegalMove:
            messages.warning(request, _("Only what everyone can read is answered."))
        return _to(row)

    def photo_view(self, request: HttpRequest, pk: int) -> FileResponse:
        """A photograph in full, for staff alone."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(ReviewPhoto, pk=pk, is_gone=False)
        return FileResponse(photo.picture.open("rb"), content_type="image/webp")

    def _page(self, request: HttpRequest, row: Review, *, in_queue: bool) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Read a review"),
            "opts": self.opts,
            "review": row,
            "state": _state(row),
            "photos": row.photos.filter(is_gone=False),
            "waiting": Review.objects.waiting().count(),
            "in_queue": in_queue,
            "may_decide": request.user.has_perm(MAY) and row.is_said,
            "reasons": [_("Not about the piece."), _("It names or shows someone else."), _("It is rude.")],
        }
        return TemplateResponse(request, "admin/reviews/review.html", context)

    def _row(self, request: HttpRequest, pk: int) -> Review:
        self._ensure(request)
        if request.method != "POST":
            raise Http404
        return get_object_or_404(Review, pk=pk)

    def _ensure(self, request: HttpRequest) -> None:
        if not request.user.has_perm(MAY):
            raise PermissionDenied


def _next(after: int | None) -> Review | None:
    """The one that waits longest, of those behind a skipped one where there are any."""
    waiting = Review.objects.waiting().select_related("product")
    skipped = Review.objects.filter(pk=after).first() if after else None
    return (waiting.behind(skipped).first() if skipped else None) or waiting.first()


def _to(row: Review) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:orders_review_change", args=[row.pk]))


def _state(review: Review) -> str:
    words = {
        "waiting": _("waits to be read"),
        "published": _("published"),
        "refused": _("refused"),
        "withdrawn": _("taken back"),
    }
    return words[review.state]
