from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.search import services as search
from catalog.search.forms import MeantForm, SynonymForm
from catalog.search.models import SynonymGroup, VainSearch
from minishop.admin_base import ReadOnlyAdmin, ShopAdmin, Verb


@admin.register(SynonymGroup)
class SynonymGroupAdmin(ShopAdmin):
    """Words for one thing, parted by commas; search knows them from the next query on."""

    form = SynonymForm
    formfield_overrides = {ArrayField: {"widget": UnfoldAdminTextInputWidget}}
    list_display = ("listed",)
    search_fields = ("words",)

    def save_model(self, request: HttpRequest, obj: SynonymGroup, form: ModelForm, change: bool) -> None:
        search.keep_synonyms(obj)

    def delete_model(self, request: HttpRequest, obj: SynonymGroup) -> None:
        search.drop_synonyms(SynonymGroup.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[SynonymGroup]) -> None:
        search.drop_synonyms(SynonymGroup.objects.filter(pk__in=queryset.values("pk")))

    @display(description=_("words"), ordering="words")
    def listed(self, group: SynonymGroup) -> str:
        return " · ".join(group.words)


@admin.register(VainSearch)
class VainSearchAdmin(ReadOnlyAdmin):
    """What shoppers sought and did not find, most often sought first."""

    list_display = ("text", "times", "last_at")
    search_fields = ("text",)
    fields = ("text", "times", "first_at", "last_at")
    refusals = (ValidationError,)
    verbs = (
        Verb(
            "explain",
            _("Add a synonym"),
            call=lambda vain, actor, word: search.explain(vain, word=word),
            permission="catalog.add_synonymgroup",
            form=MeantForm,
            done=_("Search reads it so from now on."),
            icon="join_inner",
            main=True,
        ),
    )

    def explain(self, problem: Exception) -> str:
        """A search may be longer than a synonym."""
        return (
            " ".join(problem.messages) if isinstance(problem, ValidationError) else super().explain(problem)
        )
