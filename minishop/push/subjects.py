"""What a browser may follow, said by the department that owns it.

A department adds `subjects.add("order", find)`, where `find(request, "LL123")` answers the subject as
events name it (`order:42`) if this visitor may see it, and raises Http404 otherwise.
"""

from collections.abc import Callable

from django.http import Http404, HttpRequest

from minishop.registry import Registry

Find = Callable[[HttpRequest, str], str]
subjects: Registry[Find] = Registry("push subject")


def seen(request: HttpRequest, about: str) -> str:
    """The subject of `order:LL123`; the empty string for nothing.

    Raises:
        Http404: there is none, or it is another's.
    """
    name, _, value = about.partition(":")
    if not about:
        return ""
    if name not in subjects:
        raise Http404
    return subjects[name](request, value)
