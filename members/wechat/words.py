"""What the visitor reads when WeChat let nobody in: what happened, and what to do."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from members.wechat.client import Why

WORDS: dict[Why, tuple[Any, Any]] = {
    Why.STALE: (
        _("That sign-in is over"),
        _("It was used already, or waited too long. Start it again; it takes a moment."),
    ),
    Why.DENIED: (
        _("WeChat told us nothing"),
        _("You chose not to sign in with it, and that is fine. A code works as well."),
    ),
    Why.SNAPSHOT: (
        _("Open the full page first"),
        _("WeChat shows this page for a look only. Press “Use full service” at its foot and sign in again."),
    ),
    Why.DOWN: (
        _("WeChat did not answer"),
        _("Nothing has changed. Try again in a moment, or let us send you a code."),
    ),
    Why.OURS: (
        _("WeChat does not know this shop just now"),
        _("That is ours to mend. Until then, let us send you a code."),
    ),
    Why.CLOSED: (
        _("This WeChat opens no account here"),
        _("Sign in with a code, or ask us."),
    ),
}
