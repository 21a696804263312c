"""Admins say who hears of what, read what became of it, and send again what failed."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display

from minishop.admin_base import ReadOnlyAdmin, ReadOnlyInline, ShopAdmin, Verb
from minishop.dashboard import list_of
from minishop.webhooks import forms
from minishop.webhooks import services as webhooks
from minishop.webhooks.models import Webhook, WebhookMessage, WebhookTry

CHANGE = "minishop.change_webhook"
State = WebhookMessage.State
LOOKS = {State.DONE: "success", State.PENDING: "info", State.RUNNING: "info", State.DEAD: "danger"}
#: Why nothing was taken, when there was no answer.
UNSENT = {
    "address": gettext_lazy("The address is not of the public internet."),
    "size": gettext_lazy("It was too large to be sent."),
    "tls": gettext_lazy("Nobody vouches for its certificate."),
    "slow": gettext_lazy("The answer did not come in time."),
    "away": gettext_lazy("It can’t be reached."),
}


def switch(on: bool) -> Any:
    return lambda webhook, actor: webhooks.switch(webhook=webhook, on=on, actor=actor)


@admin.register(Webhook)
class WebhookAdmin(ShopAdmin):
    form = forms.WebhookForm
    list_display = ("called", "url", "standing", "hears", "log")
    search_fields = ("name", "url")
    ordering = ("name", "id")
    verbs = (
        Verb(
            "test", gettext_lazy("Send a test"), bulk=False, icon="send", main=True, permission=CHANGE,
            call=lambda webhook, actor: webhooks.try_out(webhook=webhook),
            applies=lambda webhook: webhook.is_on,
            done=gettext_lazy("A test is on its way; the log shows what becomes of it."),
        ),
        Verb(
            "secret", gettext_lazy("Show the secret"), bulk=False, icon="key", permission=CHANGE,
            call=lambda webhook, actor: webhooks.reveal(webhook=webhook, actor=actor),
            confirm=gettext_lazy("Whoever has it can speak in the shop’s name. That you read it is noted."),
        ),
        Verb(
            "rotate", gettext_lazy("New secret"), bulk=False, icon="autorenew", permission=CHANGE,
            call=lambda webhook, actor: webhooks.rotate(webhook=webhook, actor=actor),
            confirm=gettext_lazy("For a day both secrets sign; give the receiver the new one meanwhile."),
            done=gettext_lazy("It has a new secret. The old one signs for another day."),
        ),
        Verb(
            "replay", gettext_lazy("Send failed again"), bulk=False, icon="replay", permission=CHANGE,
            call=lambda webhook, actor, since: webhooks.replay_failed(
                webhook=webhook, since=since, actor=actor
            ),
            form=forms.SinceForm, done=gettext_lazy("What was given up since then is on its way again."),
        ),
        Verb(
            "off", gettext_lazy("Switch off"), bulk=False, icon="pause", permission=CHANGE,
            call=switch(False), applies=lambda webhook: webhook.is_on,
            done=gettext_lazy("It hears of nothing; what waits, waits until it is on again."),
        ),
        Verb(
            "on", gettext_lazy("Switch on"), bulk=False, icon="play_arrow", permission=CHANGE,
            call=switch(True), applies=lambda webhook: not webhook.is_on,
            done=gettext_lazy("It hears of events again."), main=True,
        ),
    )  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Webhook | None = None) -> tuple[str, ...]:
        return ("standing_words", "log") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Webhook | None = None) -> tuple[str, ...]:
        return ("name", "url", "events", *self.get_readonly_fields(request, obj))

    def changeform_view(self, request: HttpRequest, *arguments: Any, **more: Any) -> Any:
        """The address is looked up before the admin's transaction begins."""
        if request.method == "POST" and request.user.has_perm(CHANGE):
            request.trouble = forms.trouble(request.POST.get("url", ""))  # type: ignore[attr-defined]
        return super().changeform_view(request, *arguments, **more)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **more: Any) -> Any:
        form = super().get_form(request, obj, change, **more)
        return type(form.__name__, (form,), {"trouble": getattr(request, "trouble", "")})

    def save_model(self, request: HttpRequest, obj: Webhook, form: ModelForm, change: bool) -> None:
        webhooks.keep(webhook=obj, actor=request.user)

    def _done(self, request: HttpRequest, verb: Verb, row: Any, values: dict[str, Any]) -> HttpResponse:
        if verb.name != "secret":
            return super()._done(request, verb, row, values)
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "opts": self.opts,
            "original": row,
            "secret": verb.call(row, request.user),
        }
        answer = TemplateResponse(request, "admin/webhooks/secret.html", context)
        add_never_cache_headers(answer)
        return answer

    @display(description=gettext_lazy("receiver"), ordering="name")
    def called(self, webhook: Webhook) -> str:
        return webhook.name

    @display(
        description=gettext_lazy("state"), label={"on": "success", "failing": "warning", "off": "danger"}
    )
    def standing(self, webhook: Webhook) -> tuple[str, str]:
        if not webhook.is_on:
            return "off", _("off")
        return ("failing", _("failing")) if webhook.failing_since else ("on", _("on"))

    @display(description=gettext_lazy("state"))
    def standing_words(self, webhook: Webhook) -> str:
        if webhook.is_on and webhook.failing_since:
            since = date_format(localtime(webhook.failing_since), "SHORT_DATETIME_FORMAT")
            return _("Nothing was taken since %(when)s") % {"when": since}
        why = f": {webhook.get_off_because_display()}" if webhook.off_because else ""
        return _("On") if webhook.is_on else _("Off") + why

    @display(description=gettext_lazy("events"))
    def hears(self, webhook: Webhook) -> str:
        return str(len(webhook.events))

    @display(description=gettext_lazy("log"))
    def log(self, webhook: Webhook) -> SafeString:
        where = list_of("minishop.webhookmessage", webhook__id__exact=webhook.pk)
        return format_html('<a class="text-primary-600 underline" href="{}">{}</a>', where, _("Messages"))


class TryInline(ReadOnlyInline):
    model = WebhookTry
    fields = ("at", "status", "milliseconds", "said")
    readonly_fields = fields
    ordering = ("-id",)
    max_num = 0
    verbose_name_plural = gettext_lazy("Tries")

    @display(description=gettext_lazy("answer"))
    def said(self, one: WebhookTry) -> str:
        return str(UNSENT.get(one.answer, one.answer)) if one.status is None else one.answer


@admin.register(WebhookMessage)
class WebhookMessageAdmin(ReadOnlyAdmin):
    list_display = ("told", "to", "name", "standing", "tries", "again")
    list_filter = ("state", "webhook", ("created_at", admin.DateFieldListFilter))
    list_select_related = ("webhook",)
    search_fields = ("key", "name")
    ordering = ("-id",)
    show_full_result_count = False
    fields = ("to", "name", "key", "state", "tries", "told", "again", "body")
    inlines = (TryInline,)
    verbs = (
        Verb(
            "replay", gettext_lazy("Send again"), permission=CHANGE, icon="replay", main=True,
            call=lambda message, actor: webhooks.replay(
                messages=WebhookMessage.objects.filter(pk=message.pk), actor=actor
            ),
            applies=lambda message: message.state in (State.DONE, State.DEAD),
            done=gettext_lazy("It is sent again within seconds, under the same id."),
        ),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[WebhookMessage]:
        return super().get_queryset(request).select_related("webhook")

    @display(description=gettext_lazy("when"), ordering="created_at")
    def told(self, message: WebhookMessage) -> str:
        return date_format(localtime(message.created_at), "SHORT_DATETIME_FORMAT")

    @display(description=gettext_lazy("next try"), ordering="run_at")
    def again(self, message: WebhookMessage) -> str:
        is_waiting = message.state == State.PENDING
        return date_format(localtime(message.run_at), "SHORT_DATETIME_FORMAT") if is_waiting else "—"

    @display(description=gettext_lazy("webhook"), ordering="webhook__name")
    def to(self, message: WebhookMessage) -> SafeString:
        where = reverse("admin:minishop_webhook_change", args=[message.webhook_id])
        return format_html('<a href="{}">{}</a>', where, message.webhook)

    @display(description=gettext_lazy("state"), ordering="state", label=LOOKS)
    def standing(self, message: WebhookMessage) -> tuple[str, str]:
        return message.state, message.get_state_display()
