from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import StackedInline, TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextInputWidget

from catalog.pictures import notes as photographs
from catalog.pictures.admin import thumbnail
from catalog.products import services as products
from catalog.products.forms import ImageForm, ProductForm, VariantForm
from catalog.products.models import Product, ProductImage, RelatedProduct, Variant
from minishop.admin_base import ShopAdmin, Verb
from minishop.admin_lists import few
from minishop.money import default_currency
from minishop.translation_forms import names

CHANGE = "catalog.change_product"


class VariantInline(StackedInline):
    model = Variant
    form = VariantForm
    extra = 0
    can_delete = False  # what was sold once is taken off sale
    show_change_link = False
    autocomplete_fields = ("picture",)
    tab = True
    compressed_fields = False
    formfield_overrides = {ArrayField: {"widget": UnfoldAdminTextInputWidget}}
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("option_values", *names(Variant)),
                    ("sku", "barcode", "swatch"),
                    ("price", "compare_at", "grams"),
                    ("picture", "position"),
                    ("is_on_sale", "is_stock_tracked", "is_shippable"),
                )
            },
        ),
    )


class ImageInline(TabularInline):
    model = ProductImage
    form = ImageForm
    extra = 0
    autocomplete_fields = ("picture",)
    fields = ("look", "picture", "upload", "words", "position")
    readonly_fields = ("look",)
    hide_title = True
    tab = True

    @display(description=_("picture"))
    def look(self, image: ProductImage) -> SafeString | str:
        return thumbnail(image.picture, 48) if image.pk else "—"


class RelatedInline(TabularInline):
    model = RelatedProduct
    fk_name = "product"
    extra = 0
    autocomplete_fields = ("related",)
    verbose_name_plural = _("goes well with")
    hide_title = True
    tab = True


@admin.register(Product)
class ProductAdmin(photographs.NamesThem, ShopAdmin):
    """Products: staff fill in, services keep; what is on sale is decided by publish and unpublish."""

    form = ProductForm
    list_display = ("look", "name", "shown_status", "cost", "stocked", "sold_count")
    list_display_links = ("look", "name")
    list_filter = ("status", "in_stock", few("kind", _("type")), few("collections", _("collection")))
    list_select_related = ("cover",)
    search_fields = ("title", "translations__zh-hans__title", "handle", "variants__sku", "=variants__barcode")
    seeks_by_column = True
    ordering = ("-published_at", "-id")
    batches = []  # of the features above
    inlines = (VariantInline, ImageInline, RelatedInline)
    readonly_fields = ("standing", "sold_count", "notes")
    autocomplete_fields = ("vendor",)
    compressed_fields = False
    formfield_overrides = {ArrayField: {"widget": UnfoldAdminTextInputWidget}}
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("title", *names(Product, "title")),
                    ("subtitle", *names(Product, "subtitle")),
                    ("handle", "kind", "vendor"),
                    ("tags", "no_return", "standing"),
                    ("published_at", "withdrawn_at"),
                    "sold_count",
                )
            },
        ),
        (
            _("Words"),
            {
                "fields": (
                    ("body", *names(Product, "body")),
                    ("details", *names(Product, "details")),
                    ("option_names", *names(Product, "option_names")),
                ),
                "classes": ("tab",),
            },
        ),
        (
            _("Search engines and 3D"),
            {
                "fields": (
                    ("seo_title", *names(Product, "seo_title")),
                    ("seo_description", *names(Product, "seo_description")),
                    "model_file",
                ),
                "classes": ("tab",),
            },
        ),
    )
    verbs = (
        Verb(
            "publish",
            _("Publish"),
            call=lambda product, actor: products.publish(product=product, actor=actor),
            permission=CHANGE,
            applies=lambda product: product.status != Product.Status.ACTIVE,
            done=_("Shoppers see it from its moment on."),
            icon="visibility",
            main=True,
        ),
        Verb(
            "unpublish",
            _("Take off sale"),
            call=lambda product, actor: products.unpublish(product=product, actor=actor),
            permission=CHANGE,
            applies=lambda product: product.status == Product.Status.ACTIVE,
            done=_("Shoppers no longer see it."),
            icon="visibility_off",
        ),
        Verb(
            "duplicate",
            _("Duplicate"),
            call=lambda product, actor: products.duplicate(product=product, actor=actor),
            permission="catalog.add_product",
            done=_("The copy is a draft: find it in the list under “copy”."),
            icon="content_copy",
            bulk=False,
        ),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Product | None = None) -> Any:
        """What there is to know of its photographs stands on top, when there is something."""
        usual = super().get_fieldsets(request, obj)
        return [(None, {"fields": ("notes",)}), *usual] if obj and self.notes(obj) else usual

    @display(description=_("photographs"))
    def notes(self, product: Product) -> SafeString:
        return photographs.notes(product.picture_ids(), product.pending_images, product.handle)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        """A list reads what it shows and leaves the texts where they are."""
        rows = super().get_queryset(request)
        is_list = request.resolver_match and (request.resolver_match.url_name or "").endswith("_changelist")
        return rows.defer("body", "details", "columns") if is_list else rows

    def save_model(self, request: HttpRequest, obj: Product, form: ModelForm, change: bool) -> None:
        products.keep(product=obj, actor=request.user, fields=form.changed_data)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        formset.save()
        if formset.model is Variant:
            for each in formset.forms:
                if {"price", "compare_at"} & set(each.changed_data):
                    products.set_price(
                        variant=each.instance,
                        amount=each.cleaned_data["price"],
                        compare_at=each.cleaned_data["compare_at"],
                        actor=request.user,
                    )

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        products.touched(product=form.instance, actor=request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Product | None = None) -> bool:
        """Orders name what was sold: products are taken off sale, not deleted."""
        return False

    @display(description="")
    def look(self, product: Product) -> SafeString | str:
        return thumbnail(product.cover, 44)

    @display(description=_("product"), ordering="title")
    def name(self, product: Product) -> SafeString:
        return format_html(
            '{}<br><span class="text-xs opacity-60">{}</span>', product.t.title, product.handle
        )

    @display(
        description=_("status"),
        ordering="status",
        label={"active": "success", "draft": "warning", "archived": "info"},
    )
    def shown_status(self, product: Product) -> tuple[str, str]:
        return product.status, product.get_status_display()

    @display(description=_("status"))
    def standing(self, product: Product) -> str:
        return str(product.get_status_display())

    @display(description=_("price"), ordering="price_from")
    def cost(self, product: Product) -> str:
        low, high = (f"{amount:,.2f}" for amount in (product.price_from, product.price_to))
        return f"{default_currency()} {low}" if low == high else f"{default_currency()} {low} – {high}"

    @display(description=_("in stock"), boolean=True, ordering="in_stock")
    def stocked(self, product: Product) -> bool:
        return product.in_stock
