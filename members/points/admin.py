"""Staff give members points, or take them, within a limit, and read what was given."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from members.lots.models import PointsGrant, PointsNotGiven, PointsReferenceReused, TooManyPoints
from members.points import services as points
from members.points.forms import GrantForm
from minishop.admin_base import ReadOnlyAdmin, Verb

#: What the verb may be refused with; whoever offers it explains them by `explain`.
REFUSALS = (TooManyPoints, PointsReferenceReused, PointsNotGiven)
GIVE = Verb(
    "points",
    gettext_lazy("Give points"),
    call=lambda user, actor, **told: points.grant(user=user, actor=actor, **told),
    permission="members.add_pointsgrant",
    applies=lambda user: not (user.is_staff or user.erased_at or user.merged_into_id),
    form=GrantForm,
    done=gettext_lazy("The member’s statement tells it now."),
    icon="toll",
)


def explain(problem: Exception) -> str:
    """Why nothing was given, in words for staff."""
    if isinstance(problem, TooManyPoints):
        return _("Over %(limit)s points takes the right to give more.") % {"limit": problem.limit}
    if isinstance(problem, PointsReferenceReused):
        return _("This was given already, over other points.")
    return _("No points, or the account is closed.")


@admin.register(PointsGrant)
class PointsGrantAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "number", "reason", "note", "actor")
    list_filter = ("reason", ("at", admin.DateFieldListFilter))
    list_select_related = ("user", "actor")
    search_fields = ("user__email", "user__phone", "user__name")
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("key",)

    @display(description=gettext_lazy("points"), ordering="points")
    def number(self, row: PointsGrant) -> str:
        return f"{row.points:+,}"
