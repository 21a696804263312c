"""What a page says of itself to those who don't read it: link previews and search engines."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from minishop.links import absolute
from minishop.seo import structured

register = template.Library()

LOCALES = {"en": "en_US", "zh-hans": "zh_CN"}
UNSAFE = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
#: The side a preview's picture has at least; the whole photograph, uncut.
PREVIEW = 1080


@register.simple_tag(takes_context=True)
def share(
    context: Context, title: str = "", text: str = "", picture: Any = None, kind: str = "website"
) -> SafeString:
    """The page's one address, and how a link to it looks in a chat (https://ogp.me)."""
    request, brand = context["request"], context["brand"]
    address = absolute(request.path)
    if (page := request.GET.get("page", "")) not in ("", "1") and page.isdigit():
        address += f"?page={page}"
    image = picture.url(PREVIEW, "whole") if picture else brand.icon_url(512)
    facts = (
        ("og:type", kind),
        ("og:site_name", brand.called),
        ("og:title", title or brand.called),
        ("og:description", text),
        ("og:url", address),
        ("og:image", absolute(image)),
        ("og:image:alt", (picture.t.alt if picture else "") or brand.called),
        ("og:locale", LOCALES.get(get_language() or "", "en_US")),
        ("twitter:card", "summary_large_image" if picture else "summary"),
    )
    link = format_html('<link rel="canonical" href="{}">', address)
    said = [(name, value) for name, value in facts if value]
    return link + format_html_join("", '<meta property="{}" content="{}">', said)


@register.filter
def json_ld(facts: dict[str, Any]) -> SafeString:
    """The facts as a JSON-LD block, which no HTML inside can end; data, so the policy lets it be."""
    text = json.dumps(facts, ensure_ascii=False).translate(UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


@register.simple_tag(takes_context=True)
def house_facts(context: Context) -> SafeString:
    """Who we are, on the front page."""
    brand = context["brand"]
    return json_ld(structured.graph(structured.house(brand), structured.website(brand)))
