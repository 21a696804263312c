from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from members.accounts.models import User
from members.credit import admin as credit
from members.points import admin as points
from members.rights import desk
from members.rights import services as rights
from members.rights.models import StaffStay
from members.staff import services as staff
from members.staff.forms import PasswordForm, StaffForm
from members.staff.roles import NAMES
from minishop import events
from minishop.admin_base import ShopAdmin, Verb

admin.site.unregister(Group)

CHANGE = "members.change_user"


def _is_staff(user: User) -> bool:
    return user.is_staff


@admin.register(User)
class UserAdmin(ShopAdmin):
    """Members and staff. Passwords are never shown, only replaced; nobody is deleted, accounts are closed."""

    form = StaffForm
    #: What features above show of a member: each answers a part of the page's context. They add theirs once.
    beside: ClassVar[list[Callable[[HttpRequest, User], dict[str, Any]]]] = []
    list_display = ("who", "email", "phone", "kind", "roles", "joined_at", "is_active")
    list_filter = ("is_staff", "is_active", "groups")
    search_fields = ("email", "phone", "name")
    ordering = ("-joined_at",)
    readonly_fields = ("joined_at", "last_login", "agreed", "wishes")
    refusals = (StaffStay, *credit.REFUSALS, *points.REFUSALS)
    fieldsets = (
        (None, {"fields": (("name", "language"), ("email", "phone"), "is_active")}),
        (_("Staff"), {"fields": ("is_staff", "groups")}),
        (_("Seen"), {"fields": (("joined_at", "last_login"),)}),
        (_("Their data"), {"fields": ("agreed", "wishes")}),
    )
    add_fieldsets = ((None, {"fields": (("name", "language"), ("email", "phone"), "is_staff", "groups")}),)
    verbs: ClassVar[tuple[Verb, ...]] = (
        Verb(
            "password",
            _("Set a password"),
            call=lambda user, actor, password, **_rest: staff.set_password(
                user=user, password=password, actor=actor
            ),
            permission=CHANGE,
            applies=_is_staff,
            form=PasswordForm,
            done=_("The password is set. Sessions opened with the old one have ended."),
            icon="key",
        ),
        Verb(
            "erase",
            _("Erase"),
            call=lambda user, actor: rights.ask(person=user, actor=actor),
            permission="members.add_erasure",
            applies=rights.may_be_erased,
            confirm=_(
                "Only on the person’s own written wish. Name, addresses and messages go for good, at once or "
                "when nothing is under way any more; orders stay in the books without a name."
            ),
            done=_("Noted; it is done within minutes, or when nothing of theirs is under way any more."),
            bulk=False,
            icon="person_off",
            danger=True,
        ),
        Verb(
            "unlock",
            _("Let in again"),
            call=lambda user, actor: staff.unlock(user=user, actor=actor),
            permission=CHANGE,
            applies=_is_staff,
            done=_("Wrong passwords typed so far are forgotten."),
            bulk=False,
            icon="lock_open",
        ),
        credit.GIVE,
        points.GIVE,
    )

    @display(description=_("person"), ordering="name")
    def who(self, user: User) -> str:
        return str(user)

    @display(description=_("kind"), label={"staff": "info", "superuser": "warning", "member": "success"})
    def kind(self, user: User) -> str:
        return "superuser" if user.is_superuser else "staff" if user.is_staff else "member"

    @display(description=_("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(group.name for group in user.groups.all()) or "—"

    @display(description=_("agreed to"))
    def agreed(self, user: User) -> str:
        return desk.agreed(user)

    @display(description=_("asked of us"))
    def wishes(self, user: User) -> str:
        return desk.wishes(user)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Who read whose data is noted, once for each look."""
        kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), **self._beside(request, object_id)}
        answer = super().change_view(request, object_id, *args, **kwargs)
        if request.method == "GET" and answer.status_code == 200:
            desk.looked_at(User.objects.get(pk=object_id), actor=request.user)
        return answer

    def _beside(self, request: HttpRequest, object_id: str) -> dict[str, Any]:
        """What stands beside the form, where this person may look at it at all."""
        user = self.get_object(request, object_id) if request.method == "GET" else None
        if user is None or not self.has_view_or_change_permission(request, user):
            return {}
        return {name: told for draw in self.beside for name, told in draw(request, user).items()}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never of whoever was erased: there is nobody to change, and nothing is written to them again."""
        return super().has_change_permission(request, obj) and (
            obj is None or (not obj.erased_at and staff.outranks(cast(User, request.user), obj))
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_do(self, request: HttpRequest, verb: Verb, row: Any) -> bool:
        """A member is given credit or points by whoever may give them; the rest changes the person."""
        return verb in (credit.GIVE, points.GIVE) or self.has_change_permission(request, row)

    def explain(self, problem: Exception) -> str:
        if isinstance(problem, points.REFUSALS):
            return points.explain(problem)
        return credit.explain(problem) if isinstance(problem, credit.REFUSALS) else super().explain(problem)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["queryset"] = staff.grantable(cast(User, request.user))
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user: User = form.instance
        events.emit(
            "person.changed",
            subject=user,
            actor=request.user,
            groups=sorted(user.groups.values_list("pk", flat=True)),
            is_staff=user.is_staff,
            is_active=user.is_active,
        )


@admin.register(Group)
class GroupAdmin(ModelAdmin):
    """Roles. The shop's own are kept as the code has them; superusers may make others beside them."""

    list_display = ("name",)
    search_fields = ("name",)
    filter_horizontal = ("permissions",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.is_superuser and getattr(obj, "name", "") not in NAMES

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)
