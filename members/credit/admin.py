"""Staff give members store credit, within a limit, and read what was given."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from members.credit import services as credit
from members.credit.forms import GrantForm
from members.credit.models import CreditGrant, CreditKeyReused, NotGiven, TooMuchCredit
from minishop.admin_base import ReadOnlyAdmin, Verb
from minishop.ledger import Insufficient
from minishop.templatetags.shop import money

#: What the verb may be refused with; whoever offers it explains them by `explain`.
REFUSALS = (TooMuchCredit, CreditKeyReused, Insufficient, NotGiven)
GIVE = Verb(
    "credit",
    gettext_lazy("Give store credit"),
    call=lambda user, actor, **told: credit.grant(user=user, actor=actor, **told),
    permission="members.add_creditgrant",
    applies=lambda user: not (user.is_staff or user.erased_at or user.merged_into_id),
    form=GrantForm,
    done=gettext_lazy("The member has it at once."),
    icon="redeem",
)


def explain(problem: Exception) -> str:
    """Why nothing was given, in words for staff."""
    if isinstance(problem, TooMuchCredit):
        return _("Over %(limit)s takes the right to give more.") % {"limit": money(problem.limit)}
    if isinstance(problem, Insufficient):
        return _("There is only %(left)s to take back.") % {"left": money(problem.balance)}
    if isinstance(problem, CreditKeyReused):
        return _("This was given already, over another amount.")
    return _("Nothing, finer than the smallest coin, or the account is closed.")


@admin.register(CreditGrant)
class CreditGrantAdmin(ReadOnlyAdmin):
    list_display = ("at", "user", "sum", "reason", "note", "actor")
    list_filter = ("reason", ("at", admin.DateFieldListFilter))
    list_select_related = ("user", "actor")
    search_fields = ("user__email", "user__phone", "user__name")
    ordering = ("-id",)
    show_full_result_count = False
    exclude = ("key",)

    @display(description=gettext_lazy("amount"), ordering="amount")
    def sum(self, row: CreditGrant) -> str:
        return money(row.amount, row.currency)
