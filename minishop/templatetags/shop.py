"""What every template may say: money, icons, pictures, counts, toasts.

A listing says most of it a hundred times, so what depends on its words alone is written once and kept.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext, pgettext

from minishop.context.toasts import undo_of

register = template.Library()

SIGNS = {"CNY": "¥", "HKD": "HK$", "USD": "US$", "EUR": "€", "GBP": "£", "SGD": "S$", "JPY": "JP¥"}
TABS = {
    "home": "home",
    "story": "home",
    "shop": "shop",
    "collection": "shop",
    "vendor": "shop",
    "product": "shop",
    "search": "shop",
    "code": "code",
    "code-member": "code",
    "code-collect": "code",
    "purchase": "code",
    "saved": "me",
    "bag": "bag",
    "privacy": "me",
    "orders": "me",
    "order": "me",
}


def _amount(value: Any) -> tuple[Decimal, str]:
    """The decimal and the currency of a number or of Money."""
    if value is None or value == "":
        value = 0
    currency = str(getattr(value, "currency", "") or settings.CURRENCY)
    return Decimal(str(getattr(value, "amount", value))), currency


def _figure(amount: Decimal, cents: bool) -> str:
    """Grouped digits; cents when asked for or when there are some."""
    cent = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cent:,.2f}" if cents or cent != cent.to_integral_value() else f"{cent:,.0f}"


@register.simple_tag
def price(value: Any, currency: str = "", size: str = "", cents: bool = False) -> SafeString:
    """The amount as `<data class="price">`; size is lg or xl; cents shows two decimals in any case.

    A negative amount carries a true minus before the sign.
    """
    amount, own = _amount(value)
    return _price(amount, currency or own, size, bool(cents))


@lru_cache(maxsize=4096)
def _price(amount: Decimal, currency: str, size: str, cents: bool) -> SafeString:
    return format_html(
        '{}<data class="price{}" value="{}"><i>{}</i>{}</data>',
        "−" if amount < 0 else "",
        f" {size}" if size else "",
        f"{amount.normalize():f}",
        SIGNS.get(currency, currency),
        _figure(abs(amount), cents),
    )


@register.filter
def money(value: Any, currency: str = "") -> str:
    """The amount as plain text, for sentences and labels: ¥1,030.20."""
    amount, own = _amount(value)
    code = currency or own
    return f"{'−' if amount < 0 else ''}{SIGNS.get(code, code)}{_figure(abs(amount), False)}"


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, cls: str = "") -> SafeString:
    """One icon of the sprite, hidden from screen readers; cls may be sm, huge, seal…"""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {cls}" if cls else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=64)
def stars(tenths: int) -> SafeString:
    """Five stars, filled as far as so many tenths of one go; what they say stands beside them in words."""
    sprite = static("img/icons.svg")
    return format_html(
        '<svg class="stars" viewBox="0 0 120 24" aria-hidden="true">'
        '<use class="off" href="{0}#stars" width="120" height="24"/>'
        '<svg width="{1}" height="24"><use href="{0}#stars" width="120" height="24"/></svg></svg>',
        sprite,
        f"{Decimal(tenths) * 12 / 5:f}",
    )


@register.simple_tag
def picture(
    pic: Any,
    width: int = 400,
    *,
    sizes: str = "",
    alt: str | None = None,
    cls: str = "",
    eager: bool = False,
    shape: str = "portrait",
) -> SafeString:
    """The picture's colour and its `<img>`, to go inside a `.pic` frame; nothing for no picture.

    Once its AVIF is made, the `<img>` stands in a `<picture>` that offers it first.

    `width` is the rendition for browsers without srcset, in real pixels; `shape` is portrait (cut 4:5)
    or whole; `alt` replaces the picture's own words; `eager` is for the one picture seen first.
    """
    if not pic:
        return mark_safe("")
    sizes = sizes or f"{width // 2}px"
    facts = {
        "class": cls,
        "src": pic.url(width, shape),
        "srcset": pic.srcset(shape),
        "sizes": sizes,
        "alt": str((pic.t.alt or "") if alt is None else alt),
        "width": width,
        "height": round(width * (1.25 if shape == "portrait" else pic.height / pic.width)),
        "loading": "" if eager else "lazy",
        "decoding": "" if eager else "async",
        "fetchpriority": "high" if eager else "",
    }
    kept = tuple((name, value) for name, value in facts.items() if value or name == "alt")
    return _image(pic.colour, kept, pic.srcset(f"{shape}-avif"), sizes)


@lru_cache(maxsize=4096)
def _image(colour: str, facts: tuple[tuple[str, Any], ...], avif: str, sizes: str) -> SafeString:
    image = format_html("<img {}>", format_html_join(" ", '{}="{}"', facts))
    if avif:
        source = format_html('<source type="image/avif" srcset="{}" sizes="{}">', avif, sizes)
        image = format_html("<picture>{}{}</picture>", source, image)
    return tone(colour) + image


@register.simple_tag
def preload(pic: Any, sizes: str, shape: str = "portrait") -> SafeString:
    """For the head: asks at once for the file that an eager `{% picture %}` of the same sizes will choose."""
    if not pic:
        return mark_safe("")
    kind = "avif" if pic.srcset(f"{shape}-avif") else "webp"
    return format_html(
        '<link rel="preload" as="image" type="image/{}" imagesrcset="{}" imagesizes="{}"'
        ' fetchpriority="high">',
        kind,
        pic.srcset(f"{shape}-avif" if kind == "avif" else shape),
        sizes,
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def tone(colour: str) -> SafeString:
    """A flat colour that fills its frame while the picture is on its way."""
    if not colour:
        return mark_safe("")
    return format_html(
        '<svg class="tone" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="1" height="1" fill="{}"/></svg>',
        colour,
    )


@register.simple_tag
@lru_cache(maxsize=1024)
def swatch(colour: str, cls: str = "sw") -> SafeString:
    """A round swatch; the colour is data, so it is an attribute and never style."""
    return format_html(
        '<svg class="{}" viewBox="0 0 2 2" aria-hidden="true">'
        '<circle cx="1" cy="1" r="1.5" fill="{}"/></svg>',
        cls,
        colour,
    )


@register.filter
def pieces(value: Any) -> str:
    """How many pieces: 1 piece, 3 pieces."""
    count = int(value)
    return ngettext("%(count)s piece", "%(count)s pieces", count) % {"count": count}


@register.simple_tag(takes_context=True)
def tab_here(context: Context) -> str:
    """Which place of the tab bar this page belongs to; empty for none."""
    match = getattr(context.get("request"), "resolver_match", None)
    if not match:
        return ""
    return TABS.get(match.url_name or "", "me" if (match.route or "").startswith("me/") else "")


@register.filter
def undo(message: Message) -> dict[str, Any] | None:
    """The toast's Undo: where it posts and with which fields."""
    return undo_of(message)


@register.simple_tag
def list_words(items: Any) -> str:
    """Things in a row, joined as the language joins them."""
    return str(pgettext("between two items of a list", ", ")).join(str(item) for item in items)
