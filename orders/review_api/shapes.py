"""Reviews as programs read and send them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from minishop.api.fields import Moment, Text, Whole
from orders.reviews.models import Review, ReviewPhoto


class PhotoSerializer(serializers.Serializer):
    """A photograph in the open; `colour` is its dominant one, to show while it is on its way."""

    url = serializers.SerializerMethodField()
    small = serializers.SerializerMethodField(help_text="Cut 4:5, for a row of them.")
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    colour = serializers.CharField()

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, photo: ReviewPhoto) -> str:
        return self.context["request"].build_absolute_uri(photo.large)

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_small(self, photo: ReviewPhoto) -> str:
        return self.context["request"].build_absolute_uri(photo.url(288))


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """What a buyer says, as everyone reads it; `name` is what they typed, or empty."""

    id = serializers.IntegerField(read_only=True)
    rating = serializers.IntegerField(min_value=1, max_value=5)
    reply = serializers.CharField(help_text="What the house answers; or empty.")
    written_at = Moment(read_only=True)
    photos = PhotoSerializer(many=True)

    class Meta:
        model = Review
        fields: tuple[str, ...] = (
            "id",
            "rating",
            "text",
            "name",
            "language",
            "reply",
            "written_at",
            "photos",
        )


class OwnReviewSerializer(ReviewSerializer):
    """One's own, with how it stands: waiting, published, or refused, and then why."""

    photos = serializers.SerializerMethodField(  # type: ignore[assignment]
        help_text="How many; they are added on the page."
    )

    class Meta(ReviewSerializer.Meta):
        fields = (*ReviewSerializer.Meta.fields, "state", "refusal")

    def get_photos(self, review: Review) -> int:
        return review.photos.filter(is_gone=False).count()


class NewReviewSerializer(serializers.Serializer):
    """What one says of a piece; its photographs stay as they are."""

    rating = Whole(min_value=1, max_value=5)
    text = Text(max_length=2000, required=False, allow_blank=True, default="")
    name = Text(max_length=40, required=False, allow_blank=True, default="")


class AskedSerializer(serializers.Serializer):
    """Which reviews."""

    stars = serializers.IntegerField(min_value=1, max_value=5, required=False)


SAID: dict[str, Any] = {
    "id": 12, "rating": 5, "text": "Softer than it looks.", "name": "Wen", "language": "en", "reply": "",
    "written_at": "2026-11-22T02:00:00Z",
}  # fmt: skip
OWN = SAID | {"photos": 1, "state": "waiting", "refusal": ""}
SENT = {"rating": 5, "text": "Softer than it looks.", "name": "Wen"}
