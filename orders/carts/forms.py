"""What the bag takes from a page."""

from django import forms

from catalog.products.models import Variant
from orders.carts.models import Way
from orders.carts.services import MOST
from orders.stores.models import Store


class AddForm(forms.Form):
    """Pieces to put into the bag, and where the shopper goes then."""

    variant = forms.ModelChoiceField(Variant.objects.select_related("product"))
    quantity = forms.IntegerField(min_value=1, max_value=MOST, required=False)
    way = forms.ChoiceField(choices=Way.choices, required=False)
    store = forms.ModelChoiceField(Store.objects.for_pickup(), to_field_name="code", required=False)
    next = forms.ChoiceField(
        choices=[("bag", "bag"), ("stay", "stay"), ("checkout", "checkout")], required=False
    )


class WayForm(forms.Form):
    """How a parcel's lines should travel: "ship", or the code of the house to collect at."""

    way = forms.CharField(max_length=40, required=False)
    store = forms.CharField(max_length=40, required=False)
    to = forms.CharField(max_length=40)
