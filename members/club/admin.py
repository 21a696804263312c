"""The member's page gains their portrait, and the list of people their tiers."""

from typing import Any

from django.http import HttpRequest

from members.accounts.models import User
from members.club import portrait
from members.staff.admin import UserAdmin

tiered: Any = (*UserAdmin.list_filter, "membership__tier")
UserAdmin.list_filter = tiered
UserAdmin.change_form_outer_before_template = "admin/club/person.html"


def drawn(request: HttpRequest, user: User) -> dict[str, Any]:
    """The member as this reader may see them, under the tab that is asked for."""
    wanted = request.GET.get("see", "")
    return {"portrait": portrait.of(user, reader=request.user, wanted=wanted)}


UserAdmin.beside.append(drawn)
