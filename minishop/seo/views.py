"""What crawlers ask first: robots.txt and the sitemap."""

from django.contrib.sitemaps import views as sitemaps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from minishop.links import absolute
from minishop.seo.sitemaps import maps

#: Nothing to find there: pages of one person, of staff, and endless combinations of filters.
CLOSED = (
    "/admin/", "/staff/", "/api/", "/bag/", "/checkout/", "/pay/", "/orders/", "/me/", "/code/", "/sign-in/",
    "/search/", "/shop/filters/", "/demo/",
)  # fmt: skip
kept = cache_control(public=True, max_age=3600)


@require_safe
@kept
def robots(request: HttpRequest) -> HttpResponse:
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    words = f"User-agent: *\n{closed}\nSitemap: {absolute(reverse('sitemap'))}\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_safe
@kept
def index(request: HttpRequest) -> HttpResponse:
    """One entry for each file of addresses there is; kinds with none are left out."""
    entries = []
    for name, kind in maps:
        each, address = kind(), absolute(reverse("sitemap-part", args=[name]))
        changed = each.get_latest_lastmod()
        entries += [
            {"location": f"{address}?p={page}" if page > 1 else address, "last_mod": changed}
            for page in range(1, each.pages() + 1)
        ]
    return render(request, "sitemap_index.xml", {"sitemaps": entries}, content_type="application/xml")


@require_safe
@kept
def part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemaps.sitemap(request, sitemaps=dict(maps), section=section)
