"""What programs may ask of the bag."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from catalog.products.models import Variant
from minishop.api.fields import Choice, Text, Whole
from orders.carts.models import Way
from orders.carts.services import MOST
from orders.rewards.models import Reward
from orders.stores.models import Store


class LineChangeSerializer(serializers.Serializer):
    """How pieces travel: sent, or collected at a house."""

    quantity = Whole(min_value=1, max_value=MOST, required=False)
    way = Choice(choices=Way.choices, required=False)
    store = Text(max_length=40, required=False, help_text="The code of the house, for `pickup`.")

    def validate_store(self, code: str) -> Store:
        store = Store.objects.for_pickup().filter(code=code).first()
        if store is None:
            raise serializers.ValidationError(_("One can’t collect there."), "unknown")
        return store

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        if told.get("way") == Way.PICKUP and not told.get("store"):
            raise serializers.ValidationError(
                {"store": [_("Choose the house you will come to.")]}, "required"
            )
        if told.get("store") and told.get("way") != Way.PICKUP:
            raise serializers.ValidationError(
                {"store": [_("Only what is collected has a house.")]}, "invalid"
            )
        return told


class NewLineSerializer(LineChangeSerializer):
    """A piece by its variant's id or its SKU."""

    variant = Whole(min_value=1, max_value=2**63 - 1, required=False)
    sku = Text(max_length=60, required=False)
    reward = Whole(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        help_text="Its number in the points shop, to have it for points.",
    )
    choices = serializers.DictField(
        child=Text(max_length=120), required=False, help_text="What was chosen for it (an engraving)."
    )

    def validate_choices(self, choices: dict[str, str]) -> dict[str, str]:
        if len(choices) > 8 or any(len(name) > 40 or "\0" in name for name in choices):
            raise serializers.ValidationError(_("At most eight, each with a short name."), "max_length")
        return choices

    def validate(self, told: dict[str, Any]) -> dict[str, Any]:
        named = {name: told[name] for name in ("variant", "sku") if name in told}
        if len(named) != 1:
            raise serializers.ValidationError(_("Name the piece by `variant` or by `sku`."), "required")
        [(name, value)] = named.items()
        column = "pk" if name == "variant" else name
        variant = Variant.objects.select_related("product").filter(**{column: value}).first()
        if variant is None:
            raise flaw(name, _("There is no such piece."), "unknown")
        return super().validate(told) | {"variant": variant, "reward": _reward(told.get("reward"), variant)}


def _reward(pk: int | None, variant: Variant) -> Reward | None:
    found = Reward.objects.open().filter(pk=pk, variant=variant).first() if pk else None
    if pk and found is None:
        raise flaw("reward", _("The piece is not to be had for points."), "unknown")
    return found


def flaw(name: str, words: str, code: str) -> serializers.ValidationError:
    return serializers.ValidationError({name: [words]}, code)
