"""What staff press in the admin: verbs of services, never a save behind a service's back.

A `Verb` is declared once and offered in two places: on the row's own page as a button, and in the list
for the rows ticked. It is always a POST, runs in no transaction of the admin's (services make their
own), and a domain exception becomes a sentence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline

from minishop.admin_lists import BoundedList
from minishop.states import IllegalMove

__all__ = ["Batch", "ReadOnlyAdmin", "ReadOnlyInline", "ShopAdmin", "Verb", "VerbsMixin", "dressed", "plain"]


def plain(amount: str) -> str:
    """An amount as staff read it: without the third decimal, or any where there are no cents."""
    whole, dot, cents = str(amount).partition(".")
    cents = cents.rstrip("0")
    return f"{whole}{dot}{cents:0<2}" if cents else whole


def _always(row: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing staff can do to a row, by calling a service.

    `call(row, actor, **form_values)` does it; `permission` is "app.codename"; where `applies(row)` is
    false there is no button and nothing is done; a `form` (a Form class; with `of_row` it is of the row) or
    `confirm` (a question) puts a page in between; `bulk` offers it in the list too (verbs with a form are
    never offered there); `main` is the one most often pressed.
    """

    name: str
    label: Any
    call: Callable[..., Any]
    permission: str
    done: Any = ""
    applies: Callable[[Any], bool] = _always
    form: type[Form] | None = None
    confirm: Any = ""
    bulk: bool = True
    icon: str = ""
    danger: bool = False
    main: bool = False

    @property
    def look(self) -> str:
        """Which of the theme's buttons it is."""
        return "danger" if self.danger else "primary" if self.main else "default"

    @property
    def asks(self) -> bool:
        return bool(self.form or self.confirm)


def one_main(offered: Sequence[Verb]) -> list[Verb]:
    """The verbs as they stand side by side: only the first main one looks it."""
    main = next((verb for verb in offered if verb.main), None)
    return [replace(verb, main=verb is main) for verb in offered]


@dataclass(frozen=True, slots=True)
class Batch:
    """What staff can begin with the rows ticked in a list, all that match included: `call(request, rows)`
    answers with the page it goes on with.
    """

    name: str
    label: Any
    call: Callable[[HttpRequest, models.QuerySet], HttpResponse]
    permission: str


class VerbsMixin(BoundedList, ModelAdmin):
    """An admin whose rows have verbs: `verbs = [Verb(…)]` and `refusals = (OutOfStock, …)`."""

    verbs: ClassVar[Sequence[Verb]] = ()
    #: Features above may add theirs, once.
    batches: ClassVar[list[Batch]] = []
    #: Domain exceptions that a verb may raise; each is told in words by `explain`.
    refusals: ClassVar[tuple[type[Exception], ...]] = ()
    change_form_outer_before_template = "admin/verbs/_buttons.html"

    def explain(self, problem: Exception) -> str:
        """The refusal in words for staff; override for exceptions that carry data."""
        if isinstance(problem, IllegalMove):
            return _("Not possible now: it is “%(state)s”.") % {"state": getattr(problem.row, problem.column)}
        return str(problem)

    def verbs_for(self, request: HttpRequest, row: Any = None) -> list[Verb]:
        """What this person may do to the row, or to ticked rows when none is given."""
        allowed = [verb for verb in self.verbs if request.user.has_perm(verb.permission)]
        if row is None:
            return allowed
        return [verb for verb in allowed if verb.applies(row) and self.may_do(request, verb, row)]

    def may_do(self, request: HttpRequest, verb: Verb, row: Any) -> bool:
        """Whether this person may do it to this row, beyond the permission; override to narrow."""
        return True

    def perform(self, request: HttpRequest, verb: Verb, row: Any, **values: Any) -> str:
        """Does it and answers the empty string, or the reason why not."""
        if not self.may_do(request, verb, row):
            return _("That is beyond your own rights.")
        if not verb.applies(row):
            return _("Not possible now.")
        expected: tuple[type[Exception], ...] = (IllegalMove, *self.refusals)
        try:
            verb.call(row, request.user, **values)
        except expected as problem:
            return self.explain(problem)
        return ""

    # In the list

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = dict(super().get_actions(request))
        for verb in self.verbs_for(request) if "_popup" not in request.GET else ():
            if verb.bulk and not verb.form:
                actions[verb.name] = (self._bulk(verb), verb.name, verb.label)
        for batch in self.batches if "_popup" not in request.GET else ():
            if request.user.has_perm(batch.permission):
                actions[batch.name] = (self._batch(batch), batch.name, batch.label)
        return actions

    def _batch(self, batch: Batch) -> Callable[..., HttpResponse]:
        return lambda _admin, request, rows: batch.call(request, rows)

    def _bulk(self, verb: Verb) -> Callable[..., None]:
        def run(admin: "VerbsMixin", request: HttpRequest, rows: models.QuerySet) -> None:
            refused = [(row, why) for row in rows if (why := admin.perform(request, verb, row))]
            done = len(rows) - len(refused)
            if done:
                said = ngettext("%(verb)s: %(count)s done.", "%(verb)s: %(count)s done.", done)
                messages.success(request, said % {"verb": verb.label, "count": done})
            for row, why in refused:
                messages.warning(request, format_html("{}: {}", row, why))

        return run

    # On the row's page

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_do"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = self.get_object(request, object_id) if object_id and self.verbs else None
        offered = self.verbs_for(request, row) if row is not None else []
        buttons = [(verb, self.verb_url(row, verb)) for verb in one_main(offered)]
        return super().changeform_view(
            request, object_id, form_url, {**(extra_context or {}), "verb_buttons": buttons}
        )

    def verb_url(self, row: Any, verb: Verb) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_do"
        return reverse(name, args=[row.pk, verb.name])

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        """Asks first where the verb asks; a POST does it and returns to the row."""
        row = self.get_object(request, object_id)
        chosen = next((each for each in self.verbs_for(request) if each.name == verb), None)
        if row is None or chosen is None or not self.has_view_permission(request, row):
            raise Http404
        if not self.may_do(request, chosen, row):
            raise PermissionDenied
        form = filled(chosen.form, row, request.POST or None) if chosen.form else None
        if request.method == "POST" and (form is None or form.is_valid()):
            return self._done(request, chosen, row, form.cleaned_data if form else {})
        return self._ask(request, chosen, row, form)

    def _done(self, request: HttpRequest, verb: Verb, row: Any, values: dict[str, Any]) -> HttpResponse:
        why = self.perform(request, verb, row, **values)
        if why:
            messages.warning(request, why)
        else:
            messages.success(request, verb.done or _("%(verb)s: done.") % {"verb": verb.label})
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[row.pk]))

    def _ask(self, request: HttpRequest, verb: Verb, row: Any, form: Form | None) -> HttpResponse:
        if form is not None:
            dressed(form)
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "opts": self.opts,
            "original": row,
            "verb": verb,
            "form": form,
        }
        return TemplateResponse(request, "admin/verbs/ask.html", context)


def filled(kind: type[Form], row: Any, data: Any) -> Form:
    """A verb's form, as it was filled in; one whose boxes depend on the row is made by its `of_row`."""
    made = getattr(kind, "of_row", None)
    return made(row, data) if made else kind(data)


def dressed(form: Form) -> Form:
    """A plain form with the theme's look on its inputs."""
    from unfold.widgets import CHECKBOX_CLASSES, INPUT_CLASSES, SELECT_CLASSES

    for field in form.fields.values():
        plain = getattr(field.widget, "input_type", "") in {"checkbox", "radio"}
        select = getattr(field.widget, "input_type", "") == "select"
        classes = CHECKBOX_CLASSES if plain else SELECT_CLASSES if select else INPUT_CLASSES
        field.widget.attrs.setdefault("class", " ".join(classes))
    return form


class ShopAdmin(VerbsMixin, ModelAdmin):
    """Rows staff may edit, with verbs beside the form."""

    list_filter_submit = True
    warn_unsaved_form = True


class ReadOnlyAdmin(VerbsMixin, ModelAdmin):
    """Rows owned by verbs: staff read them and press verbs; nothing is added, edited or deleted here."""

    list_filter_submit = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may view or change the model may read its rows."""
        meta = self.opts
        return any(
            request.user.has_perm(f"{meta.app_label}.{verb}_{meta.model_name}") for verb in ("view", "change")
        )


class ReadOnlyInline(TabularInline):
    """Rows shown with the one they belong to, for whoever may see that."""

    extra = 0
    can_delete = False
    hide_title = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True
