"""What staff fill in about a return: how much, why not, what came and what it is fit for."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from minishop.admin_base import plain
from orders.returns.models import Return, ReturnLine

Fate = ReturnLine.Fate
FATES = [
    (Fate.SHELF, _("Fit to be sold: on the shelf")),
    (Fate.DAMAGED, _("Damaged: not to be sold")),
    (Fate.UNKNOWN, _("Still to be looked at")),
]


class AgreeForm(forms.Form):
    """How much goes back, and words for the shopper."""

    amount = forms.DecimalField(
        label=_("What goes back"), max_digits=12, decimal_places=2, min_value=Decimal(0), required=False,
        help_text=_("Less than was computed only with words for the shopper."),
    )  # fmt: skip
    answer = forms.CharField(
        label=_("Words for the shopper"), max_length=300, required=False,
        widget=forms.Textarea({"rows": "3"}),
    )  # fmt: skip

    @classmethod
    def of_row(cls, row: Return, data: Any) -> "AgreeForm":
        form = cls(data, initial={"amount": plain(str(row.amount))})
        if row.kind == Return.Kind.EXCHANGE:
            del form.fields["amount"]
        return form


class RefuseForm(forms.Form):
    """Why not, in words the shopper reads."""

    answer = forms.CharField(
        label=_("Why not, as the shopper reads it"), max_length=300, widget=forms.Textarea({"rows": "3"})
    )


class ReceiveForm(forms.Form):
    """By line: how many came, and what they are fit for."""

    parts: list[ReturnLine]

    @classmethod
    def of_row(cls, row: Return, data: Any) -> "ReceiveForm":
        form = cls(data)
        form.parts = list(row.lines.select_related("line"))
        for part in form.parts:
            name = f"{part.line.title} {part.line.label}".strip()
            most = part.quantity
            form.fields[f"came-{part.line_id}"] = forms.IntegerField(
                label=_("%(piece)s: how many of %(most)s came") % {"piece": name, "most": most},
                min_value=0, max_value=most, initial=most if part.received is None else part.received,
            )  # fmt: skip
            form.fields[f"fate-{part.line_id}"] = forms.ChoiceField(
                label=_("%(piece)s: what it is fit for") % {"piece": name},
                choices=FATES, required=False, initial=part.fate or Fate.SHELF,
            )  # fmt: skip
        return form

    def clean(self) -> dict[str, Any]:
        """As the verb wants it: pieces by line."""
        told = super().clean() or self.cleaned_data
        lines = [part.line_id for part in self.parts]
        return {
            "pieces": {
                line: (told.get(f"came-{line}") or 0, told.get(f"fate-{line}") or Fate.UNKNOWN)
                for line in lines
            }
        }
