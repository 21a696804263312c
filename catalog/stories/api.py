"""Stories as JSON: pictures and words that lead to pieces."""

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema_field
from rest_framework import generics, serializers

from catalog.pictures.shapes import ImageSerializer
from catalog.stories.models import Story
from minishop.api.fields import Moment
from minishop.api.views import Public


class StorySerializer(serializers.ModelSerializer):
    """A story in a list; `products` are the handles of what it leads to."""

    title = serializers.CharField(source="t.title", help_text="What stands *between asterisks* leans.")
    kicker = serializers.CharField(source="t.kicker")
    summary = serializers.CharField(source="t.summary")
    url = serializers.SerializerMethodField()
    image = ImageSerializer(source="picture")
    products = serializers.SerializerMethodField()
    published_at = Moment(read_only=True)

    class Meta:
        model = Story
        fields: tuple[str, ...] = (
            "handle",
            "title",
            "kicker",
            "summary",
            "url",
            "image",
            "products",
            "published_at",
        )

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, story: Story) -> str:
        return self.context["request"].build_absolute_uri(story.get_absolute_url())

    def get_products(self, story: Story) -> list[str]:
        return [piece.handle for piece in story.pieces]


class WholeStorySerializer(StorySerializer):
    """A story with its text."""

    body = serializers.CharField(source="t.body", help_text="Sanitised HTML.")

    class Meta(StorySerializer.Meta):
        fields = (*StorySerializer.Meta.fields, "body")


class Stories(Public):
    def get_queryset(self) -> QuerySet[Story]:
        return Story.objects.published().for_pages()


class StoryList(Stories, generics.ListAPIView):
    """The stories that are published, in the shop's order."""

    serializer_class = StorySerializer

    def get_order(self) -> tuple[str, ...]:
        return ("position", "id")


class StoryDetail(Stories, generics.RetrieveAPIView):
    """One story with its text."""

    serializer_class = WholeStorySerializer
    lookup_field = "handle"


urlpatterns = [
    path("stories/", StoryList.as_view(), name="api-stories"),
    path("stories/<slug:handle>/", StoryDetail.as_view(), name="api-story"),
]
