from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from catalog.redirects import services as redirects
from catalog.redirects.forms import RedirectForm
from catalog.redirects.models import Redirect
from minishop.admin_base import ShopAdmin


@admin.register(Redirect)
class RedirectAdmin(ShopAdmin):
    """Addresses that moved: most are written when a handle changes, staff add those of an earlier shop."""

    form = RedirectForm
    list_display = ("path", "to", "created_at")
    search_fields = ("path", "to")
    ordering = ("-created_at", "-id")

    def save_model(self, request: HttpRequest, obj: Redirect, form: ModelForm, change: bool) -> None:
        """A changed old address is another row: the one before it is gone."""
        if change and "path" in form.changed_data:
            Redirect.objects.filter(pk=obj.pk).delete()
        obj.pk = redirects.lead(path=obj.path, to=obj.to).pk
