"""Pieces that were bought together, as orders counted them; nothing here is about a person."""

from django.db import models

#: Orders that must hold both pieces before one is shown beside the other.
LEAST = 2


class BoughtTogether(models.Model):
    """How many orders hold both pieces; each pair is there from both sides."""

    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="bought_with")
    other = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    orders = models.PositiveIntegerField()

    class Meta:
        ordering = ["product", "-orders"]
        constraints = [
            models.UniqueConstraint(fields=["product", "other"], name="bought_together_once"),
            models.CheckConstraint(condition=models.Q(orders__gte=LEAST), name="bought_together_often"),
            models.CheckConstraint(
                condition=~models.Q(product=models.F("other")), name="bought_together_two"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} + {self.other_id}: {self.orders}"
