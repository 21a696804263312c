"""The houses: a list, and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from orders.stores import mine, words
from orders.stores.models import Store


@require_safe
def stores(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = [(store, words.doors(store, now)) for store in Store.objects.for_pickup()]
    return render(request, "orders/stores/stores.html", {"rows": rows})


@require_safe
def store(request: HttpRequest, code: str) -> HttpResponse:
    house = get_object_or_404(Store.objects.for_pickup(), code=code)
    now = timezone.now()
    context = {
        "store": house,
        "doors": words.doors(house, now),
        "ready": words.ready(house, now),
        "week": words.week(house),
        "holidays": words.holidays(house, now),
    }
    return render(request, "orders/stores/store.html", context)


@require_POST
def my_house(request: HttpRequest, code: str) -> HttpResponse:
    """It becomes the visitor's house; when it was, they have none."""
    house = get_object_or_404(Store.objects.for_pickup(), code=code)
    response = redirect("store", code)
    mine.remember(request, response, None if mine.code(request) == code else house)
    return response
