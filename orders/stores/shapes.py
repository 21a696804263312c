"""A house as other things name it."""

from rest_framework import serializers


class HouseSerializer(serializers.Serializer):
    """A house; `/stores/` tells more of it."""

    code = serializers.CharField()
    name = serializers.CharField(source="t.name")
