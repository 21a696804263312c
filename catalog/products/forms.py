"""What staff fill in about products."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from catalog.pictures.forms import UploadForm
from catalog.products.models import Product, ProductImage, Variant
from catalog.solids.forms import ModelFileForm
from minishop.translation_forms import TranslatedForm, translated_form


class ProductBase(ModelFileForm, TranslatedForm):
    """A product with the 3D model it may have."""


ProductForm = translated_form(Product, ProductBase)


class VariantBase(TranslatedForm):
    """A variant with its price in the shop's own currency, which a service sets."""

    price = forms.DecimalField(
        label=_("Price"), min_value=0, max_digits=12, decimal_places=2, widget=UnfoldAdminDecimalFieldWidget
    )
    compare_at = forms.DecimalField(
        label=_("Price before"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
        widget=UnfoldAdminDecimalFieldWidget,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "price" in self.fields:
            known = Variant.objects.with_prices().get(pk=self.instance.pk).price
            self.initial["price"] = _plain(known.amount if known else None)
            self.initial["compare_at"] = _plain(known.compare_at if known else None)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        price, before = told.get("price"), told.get("compare_at")
        if price is not None and before is not None and before <= price:
            self.add_error("compare_at", _("The price before a reduction is higher than the price."))
        return told


VariantForm = translated_form(Variant, VariantBase)


class ImageForm(UploadForm):
    """A place in the gallery: a picture that is there, or a new one from a file."""

    class Meta:
        model = ProductImage
        fields = ("picture", "position")


def _plain(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else amount.quantize(Decimal("0.01"))
