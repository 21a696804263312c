"""A few operations that stand for any: what the frame promises is shown on them."""

from django.urls import include, path
from rest_framework import serializers
from rest_framework.response import Response

from minishop import idempotency
from minishop.api import etags, fields, problems, repeating
from minishop.api.scopes import Needs
from minishop.api.views import Public, View
from minishop.idempotency.models import IdempotencyKey

#: What was done, in order.
done: list[str] = []


class OutOfToys(Exception):
    def __init__(self, left: int) -> None:
        self.left = left


problems.add(
    OutOfToys,
    problems.CONFLICT,
    detail=lambda gone: f"{gone.left} left",
    facts=lambda gone: {"left": gone.left},
)


class ToySerializer(serializers.Serializer):
    name = fields.Text(max_length=10)
    count = fields.Whole(min_value=0, default=1)
    is_soft = fields.Flag(default=False)
    colours = serializers.ListField(child=fields.Text(max_length=5), default=list)


class Toys(View):
    permission_classes = (Needs("bag:read", "bag:write", guests=True),)

    def get(self, request):
        return Response({"done": done})

    @repeating.once
    def post(self, request):
        told = self.read(ToySerializer)
        if told["name"] == "gone":
            raise OutOfToys(3)
        done.append(told["name"])
        return Response({"name": told["name"], "made": len(done)}, 201, headers={"Location": "/toys/1/"})


class Slow(View):
    """Asks the network, or seems to."""

    permission_classes = (Needs("bag:read", "bag:write"),)

    @repeating.once_outside
    def post(self, request):
        meanwhile = IdempotencyKey.objects.get()
        assert meanwhile.result is None
        if request.data.get("fails"):
            raise OutOfToys(0)
        if request.data.get("again"):
            same = {"scope": meanwhile.scope, "key": meanwhile.key}
            try:
                idempotency.claim(**same, fingerprint=[request.method, request.path, request.data])
            except idempotency.InFlight:
                done.append("another was told to wait")
        done.append("slow")
        return Response({"made": len(done)}, 201)


class Kept(View):
    permission_classes = (Needs("account:read", "account:write"),)
    state = {"name": "bear"}

    def get(self, request):
        return Response(self.state)

    def patch(self, request):
        etags.must_match(request, etags.of(self.state))
        self.state["name"] = self.read(ToySerializer)["name"]
        return Response(self.state)


class Window(Public):
    def get(self, request):
        if "break" in request.query_params:
            raise ZeroDivisionError
        return Response({"words": str(problems.NOT_FOUND.title)})


urlpatterns = [
    path("api/v1/toys/", Toys.as_view()),
    path("api/v1/slow/", Slow.as_view()),
    path("api/v1/kept/", Kept.as_view()),
    path("api/v1/window/", Window.as_view()),
    path("", include("minishop.urls")),
]
handler404 = "minishop.context.errors.not_found"
handler500 = "minishop.context.errors.server_error"
