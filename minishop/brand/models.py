"""The brand: what staff change so that one shop looks and speaks like itself."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from minishop.brand import palette, stylesheet


def check_tokens(tokens: Any) -> None:
    """Returns when the stylesheet can carry the tokens and words can be read on their grounds."""
    try:
        stylesheet.check(tokens)
    except ValueError as flaw:
        raise ValidationError(str(flaw)) from flaw
    flaws = [
        _("%(words)s on %(ground)s (%(scheme)s) can hardly be read: %(ratio).1f to 1, and 4.5 is the least.")
        % {"scheme": scheme, "words": words, "ground": ground, "ratio": ratio}
        for scheme, words, ground, ratio in palette.unreadable(tokens)
    ]
    if flaws:
        raise ValidationError(flaws)


class Brand(models.Model):
    """One row: name, logo, tokens, font and ways to write to us."""

    name = models.CharField(_("name"), max_length=80, default="Minishop")
    names = models.JSONField(_("name by language"), default=dict, blank=True, help_text='{"zh-hans": "月织"}')
    logo = models.ImageField(_("logo"), upload_to="brand/", blank=True)
    sprite = models.CharField(
        _("drawn logo"),
        max_length=120,
        blank=True,
        help_text=_("A static SVG with the symbols logo and mark, which takes the colour of the text."),
    )
    icon = models.ImageField(
        _("app icon"),
        upload_to="brand/",
        blank=True,
        help_text=_("A square picture of 512 pixels or more; empty: the initial on the accent colour."),
    )
    font = models.FileField(_("display font (woff2)"), upload_to="brand/", blank=True)
    tokens = models.JSONField(
        _("tokens"),
        default=dict,
        blank=True,
        validators=[check_tokens],
        help_text='{"light": {"plum": "#6B2F4E"}, "dark": {"plum": "#E3A6C2"}}',
    )
    #: Plain texts by name (email, phone, company, address, record…), and `profiles`, a list of addresses.
    contact = models.JSONField(_("contact"), default=dict, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("brand")
        verbose_name_plural = _("brand")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="brand_is_one_row")]

    def __str__(self) -> str:
        return self.called

    @property
    def called(self) -> str:
        """The name in the reader's language."""
        return self.names.get(get_language() or "") or self.name

    @property
    def css(self) -> str:
        return stylesheet.write(self.tokens, font_url=self.font.url if self.font else "")

    @property
    def digest(self) -> str:
        """Names this version of the stylesheet; empty when the brand overrides nothing."""
        return hashlib.sha256(self.css.encode()).hexdigest()[:12] if self.css else ""

    @property
    def imprint(self) -> list[str]:
        """Who runs the shop, line by line, as far as it is told."""
        return [self.contact[name] for name in ("company", "address", "record") if self.contact.get(name)]

    @property
    def icon_digest(self) -> str:
        """Names this version of the icon: what it is drawn from."""
        fill, ink = (palette.colour(self.tokens, "light", token) for token in ("fill", "on-fill"))
        told = (self.icon.name or "", self.font.name or "", self.name, fill, ink)
        return hashlib.sha256("|".join(told).encode()).hexdigest()[:12]

    def icon_url(self, size: int, kind: str = "icon") -> str:
        """Where the icon of that many pixels is; the address changes with the icon."""
        return reverse("brand-icon", args=[self.icon_digest, kind, size])

    @property
    def tab_icon(self) -> str:
        return self.icon_url(32)

    @property
    def touch_icon(self) -> str:
        return self.icon_url(180)

    @property
    def ground(self) -> dict[str, str]:
        """The page's colour by scheme, for the browser's own bars."""
        return {
            scheme: self.tokens.get(scheme, {}).get("bone", colour)
            for scheme, colour in stylesheet.GROUND.items()
        }
