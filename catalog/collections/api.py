"""Collections as JSON: those shoppers choose from, in their order."""

from django.db.models import QuerySet
from django.urls import path
from rest_framework import generics, serializers

from catalog.collections.models import Collection
from catalog.products.api import ImageSerializer
from minishop.api.views import Public


class CollectionSerializer(serializers.ModelSerializer):
    title = serializers.CharField(source="t.title")
    summary = serializers.CharField(source="t.summary")
    url = serializers.SerializerMethodField()
    pieces = serializers.IntegerField()
    image = ImageSerializer(source="picture", allow_null=True)

    class Meta:
        model = Collection
        fields = ("handle", "title", "summary", "url", "pieces", "image")

    def get_url(self, collection: Collection) -> str:
        return self.context["request"].build_absolute_uri(collection.get_absolute_url())


class CollectionList(Public, generics.ListAPIView):
    """The departments that have something on sale."""

    pagination_class = None
    serializer_class = CollectionSerializer

    def get_queryset(self) -> QuerySet[Collection]:
        return Collection.objects.departments()


urlpatterns = [path("collections/", CollectionList.as_view(), name="api-collections")]
