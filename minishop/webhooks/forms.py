"""The form that says where events are told and which."""

from itertools import groupby
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminCheckboxSelectMultipleWidget,
    UnfoldAdminSplitDateTimeWidget,
    UnfoldAdminURLInputWidget,
)

from minishop import outbound
from minishop.events import catalogue
from minishop.outbound.doors import DoorClosed, TooSlow, resolve
from minishop.webhooks.models import Webhook

SECONDS = 5.0
REASONS = {
    "address": gettext_lazy("A whole https address is needed, without a name and password in it."),
    "inside": gettext_lazy("This address is not of the public internet."),
    "unknown": gettext_lazy("Nobody knows this name: it can’t be resolved."),
}


def trouble(url: str) -> str:
    """Why nothing may be sent there, as one of `REASONS`, or nothing; asks the resolver."""
    try:
        address = outbound.checked(url, allow=settings.WEBHOOK_ALLOW)
        port = urlsplit(url).port or {"https": 443, "http": 80}[address.scheme]
        resolve(address.raw_host.decode("ascii"), port, allow=settings.WEBHOOK_ALLOW, seconds=SECONDS)
    except DoorClosed:
        return "inside"
    except (outbound.NotSent, ValueError):
        return "address"
    except (OSError, TooSlow):
        return "unknown"
    return ""


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every public event in its family, with its words."""
    told = [one for _name, one in catalogue.announcements]
    families = groupby(told, key=lambda one: one.name.partition(".")[0])
    return [(name, [(one.name, f"{one.words} ({one.name})") for one in family]) for name, family in families]


class WebhookForm(forms.ModelForm):
    """A webhook; its address was looked up before the form is judged, in no transaction."""

    url = forms.URLField(
        max_length=500,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget(),
        help_text=gettext_lazy("Where messages go: https, of the public internet."),
    )
    events = forms.MultipleChoiceField(
        choices=lazy(choices, list),
        widget=UnfoldAdminCheckboxSelectMultipleWidget(),
    )
    #: Of `REASONS`, set for each request.
    trouble: ClassVar[str] = ""

    class Meta:
        model = Webhook
        fields = ("name", "url", "events")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        for name, label in {"name": _("receiver"), "url": _("address"), "events": _("events")}.items():
            self.fields[name].label = capfirst(label)

    def clean_url(self) -> str:
        if self.trouble:
            raise forms.ValidationError(str(REASONS[self.trouble]))
        return self.cleaned_data["url"]


class SinceForm(forms.Form):
    """From when on."""

    since = forms.SplitDateTimeField(
        label=gettext_lazy("Everything given up since"), widget=UnfoldAdminSplitDateTimeWidget()
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["since"].help_text = _("At most thirty days are kept.")
