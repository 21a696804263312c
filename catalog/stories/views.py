from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.shelf import services as shelf
from catalog.stories.models import Story


@require_safe
def story(request: HttpRequest, handle: str) -> HttpResponse:
    found = shelf.read(
        f"story:{handle}", lambda: Story.objects.published().for_pages().filter(handle=handle).first()
    )
    if found is None or not found.body:
        raise Http404(handle)
    return render(request, "catalog/stories/story.html", {"story": found})
