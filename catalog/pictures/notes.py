"""What staff read about photographs: still to come, refused, without words."""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.pictures.models import Picture, PictureQuerySet, WordsMissing
from minishop.admin_base import VerbsMixin
from minishop.translation_forms import others


class NamesThem(VerbsMixin):
    """An admin whose publishing is refused while a photograph says nothing: it names them."""

    refusals: ClassVar[tuple[type[Exception], ...]] = (WordsMissing,)

    def explain(self, problem: Exception) -> str:
        return refusal(problem) if isinstance(problem, WordsMissing) else super().explain(problem)


def notes(ids: Iterable[int], to_come: models.Manager[Any], seek: str) -> SafeString:
    """One line for each thing to know of photographs and of the rows `to_come`; or nothing.

    `seek` finds what is to come in its list.
    """
    lines = [*_to_come(to_come, seek), *_without_words(Picture.objects.filter(pk__in=ids))]
    return format_html_join("", '<p class="py-1">{}</p>', ((line,) for line in lines))


def refusal(problem: WordsMissing) -> SafeString:
    """Why it was not published, naming the photographs."""
    return format_html(
        "{} {}",
        _("Not published: say first what these photographs show, for those who can't see them."),
        links(problem.pictures),
    )


def links(pictures: Iterable[Picture]) -> SafeString:
    """Each photograph by name, leading to where its words are written."""
    return format_html_join(
        ", ",
        '<a class="underline" href="{}">{}</a>',
        ((reverse("admin:catalog_picture_change", args=[each.pk]), each) for each in pictures),
    )


def _without_words(pictures: PictureQuerySet) -> Iterator[SafeString]:
    bare = list(pictures.without_words())
    if bare:
        yield format_html("{} {}", _("Without alternative text, so it can't be published:"), links(bare))
    for code, language in others():
        half = [each for each in pictures.without_words_in(code) if each not in bare]
        if half:
            said = _("Not yet described in %(language)s:") % {"language": language}
            yield format_html("{} {}", said, links(half))


def _to_come(rows: models.Manager[Any], seek: str) -> Iterator[SafeString]:
    where = f"{reverse('admin:catalog_pendingimage_changelist')}?q={seek}"
    counted = rows.order_by().values_list("state").annotate(models.Count("pk"))
    for state, count in counted:
        said = (
            ngettext("%(count)s picture still to come", "%(count)s pictures still to come", count)
            if state == "waiting"
            else ngettext(
                "%(count)s picture could not be fetched", "%(count)s pictures could not be fetched", count
            )
        )
        yield format_html('<a class="underline" href="{}">{}</a>', where, said % {"count": count})
