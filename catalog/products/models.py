"""Products, what they come in, and what they cost. Prices include tax."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from catalog.aftersale.values import NoReturn
from catalog.facets import indexes
from catalog.pictures.models import Picture
from catalog.shelf import windows
from catalog.together.models import BoughtTogether
from catalog.vendors.models import Vendor
from minishop.money import AmountField, CurrencyField, default_currency
from minishop.translation import TranslatedModel


class ProductQuerySet(models.QuerySet["Product"]):
    def on_sale(self) -> "ProductQuerySet":
        """What shoppers may see: active, published by now and not yet withdrawn."""
        return self.visible().filter(published_at__lte=Now())

    def visible(self) -> "ProductQuerySet":
        """On sale, or announced for a moment to come: those have a page and no price to pay yet."""
        still = models.Q(withdrawn_at__isnull=True) | models.Q(withdrawn_at__gt=Now())
        return self.filter(still, status=Product.Status.ACTIVE, published_at__isnull=False)

    def for_cards(self) -> "ProductQuerySet":
        """All a listing's card shows, in the query itself."""
        return self.select_related("cover").defer(
            "body", "details", "seo_title", "seo_description", "columns"
        )

    def for_page(self) -> "ProductQuerySet":
        """All the product's own page shows of it: variants with prices, gallery."""
        variants = Variant.objects.filter(is_on_sale=True).with_prices().select_related("picture")
        return self.select_related("cover", "vendor").prefetch_related(
            models.Prefetch("variants", variants),
            models.Prefetch("images", ProductImage.objects.select_related("picture")),
        )

    def beside(self, product: "Product") -> "ProductQuerySet":
        """What can be bought beside it: chosen by hand in that order, then what was bought with it most."""
        chosen = RelatedProduct.objects.filter(product=product)
        bought = BoughtTogether.objects.filter(product=product)
        ids = chosen.order_by().values("related").union(bought.order_by().values("other"))
        place = chosen.filter(related=models.OuterRef("pk")).order_by()
        count = bought.filter(other=models.OuterRef("pk")).order_by()
        return (
            self.on_sale()
            .filter(pk__in=ids, in_stock=True)
            .annotate(
                place=models.Subquery(place.values("position")),
                placed=models.Subquery(place.values("pk")),
                bought=models.Subquery(count.values("orders")),
            )
            .order_by(
                models.F("place").asc(nulls_last=True),
                models.F("placed").asc(nulls_last=True),
                models.F("bought").desc(nulls_last=True),
                "id",
            )
        )


class Product(TranslatedModel):
    """Something for sale, in one or more variants by up to three options."""

    class Status(models.TextChoices):
        DRAFT = "draft"
        ACTIVE = "active"
        ARCHIVED = "archived"

    translated = ("title", "subtitle", "body", "details", "option_names", "seo_title", "seo_description")

    handle = models.SlugField(max_length=120, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True, default="")
    body = models.TextField(blank=True, default="", help_text="Sanitised HTML.")
    details = models.TextField(
        blank=True,
        default="",
        help_text="Blocks parted by an empty line; the first line of each is its heading.",
    )
    vendor = models.ForeignKey(Vendor, models.SET_NULL, null=True, blank=True, related_name="products")
    kind = models.CharField("type", max_length=120, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    option_names = ArrayField(models.CharField(max_length=60), size=3, default=list, blank=True)
    seo_title = models.CharField(max_length=200, blank=True, default="")
    seo_description = models.CharField(max_length=320, blank=True, default="")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="No longer on sale from then on.")
    is_gift_card = models.BooleanField(default=False, help_text="Stored value, not a thing.")
    no_return = models.CharField("not taken back", max_length=20, choices=NoReturn, blank=True, default="")
    #: Columns of imported tables that have no field here, by header: kept, and exported again.
    columns = models.JSONField(default=dict, blank=True, editable=False)
    model_file = models.FileField("3D model", upload_to="models/", blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    # Facts written down by services, so that a listing is one query.
    cover = models.ForeignKey(
        Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    price_from = AmountField(default=Decimal(0), editable=False)
    price_to = AmountField(default=Decimal(0), editable=False)
    compare_at_from = AmountField(null=True, blank=True, editable=False)
    #: `[{"colour": "#4e1b36", "name": "Plum", "names": {"zh-hans": "梅紫"}}, …]`, once for each colour.
    swatches = models.JSONField(default=list, editable=False)
    in_stock = models.BooleanField(default=True, editable=False)
    #: Codes of the stores that have a piece of it to sell now.
    store_codes = ArrayField(models.SlugField(max_length=40), default=list, editable=False)
    #: Ids of `catalog.facets`: what its variants on sale come in, and the stores of `store_codes`.
    facets = ArrayField(models.IntegerField(), default=list, editable=False)
    sold_count = models.PositiveIntegerField(default=0, editable=False)
    rating_sum = models.PositiveIntegerField(default=0, editable=False)
    rating_count = models.PositiveIntegerField(default=0, editable=False)

    objects = ProductQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["status", "-published_at"], name="product_listing"),
            models.Index(
                fields=["withdrawn_at"],
                name="product_withdrawn",
                condition=models.Q(withdrawn_at__isnull=False),
            ),
            *indexes.of_listings(),
            indexes.of_words("title", "product_title_parts"),
            indexes.of_words("handle", "product_handle_parts"),
            models.Index(fields=["kind"], name="product_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("product", args=[self.handle])

    def clean(self) -> None:
        super().clean()
        windows.check(self)

    def picture_ids(self) -> set[int]:
        """Every photograph its page may show: the gallery's and its variants'."""
        on_variants = self.variants.exclude(picture=None).values_list("picture_id", flat=True)
        return {*self.images.values_list("picture_id", flat=True), *on_variants}

    @property
    def is_coming(self) -> bool:
        """Announced, and not on sale before `published_at`."""
        return bool(self.published_at and self.published_at > timezone.now())

    @property
    def folds(self) -> list[tuple[str, str]]:
        """The details as (heading, text), in the reader's language."""
        blocks = self.t.details.replace("\r\n", "\n").split("\n\n")
        parts = (block.strip().partition("\n") for block in blocks if block.strip())
        return [(heading.strip(), text.strip()) for heading, _, text in parts]


class VariantQuerySet(models.QuerySet["Variant"]):
    def with_prices(self, currency: str | None = None) -> "VariantQuerySet":
        """Each with its `price` in a currency, the shop's own unless another is named, in the same query."""
        code = currency or default_currency()
        return self.annotate(
            priced_in=models.Value(code),
            in_currency=models.FilteredRelation("prices", condition=models.Q(prices__currency=code)),
            price_amount=models.F("in_currency__amount"),
            price_compare_at=models.F("in_currency__compare_at"),
        )


class Variant(TranslatedModel):
    """One combination of option values: what is priced, stocked and sold."""

    translated = ("option_values",)

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="variants")
    sku = models.CharField(max_length=60, unique=True)
    barcode = models.CharField(max_length=32, blank=True, default="", db_index=True)
    option_values = ArrayField(models.CharField(max_length=80), size=3, default=list, blank=True)
    swatch = models.CharField(max_length=7, blank=True, default="", help_text="Colour as #rrggbb.")
    picture = models.ForeignKey(Picture, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    grams = models.PositiveIntegerField(default=0)
    is_shippable = models.BooleanField(default=True, help_text="Off for what is delivered by message.")
    is_stock_tracked = models.BooleanField(default=True, help_text="Untracked is always available.")
    is_on_sale = models.BooleanField(default=True)
    #: The same as `Product.columns`, for what an imported table says of one variant.
    columns = models.JSONField(default=dict, blank=True, editable=False)
    # Written down by orders.stock.
    in_stock = models.BooleanField(default=True, editable=False)
    store_codes = ArrayField(models.SlugField(max_length=40), default=list, editable=False)
    #: None is left; it can be ordered and is sent when it is back.
    is_backordered = models.BooleanField(default=False, editable=False)

    objects = VariantQuerySet.as_manager()

    # Filled by `with_prices()`.
    priced_in: str
    price_amount: "Decimal | None"
    price_compare_at: "Decimal | None"

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "option_values"], name="variant_combination_once")
        ]
        indexes = [indexes.of_words("sku", "variant_sku_parts")]

    def __str__(self) -> str:
        return f"{self.product} {self.label}".strip()

    @property
    def label(self) -> str:
        """The choice in words, "Rosewood" or "Plum, 50 ml", in the reader's language."""
        return ", ".join(self.t.option_values)

    @property
    def gtin(self) -> str:
        """The barcode where it is a trade item number (https://www.gs1.org/standards/id-keys/gtin)."""
        return self.barcode if self.barcode.isdigit() and len(self.barcode) in (8, 12, 13, 14) else ""

    @property
    def price(self) -> "Price | None":
        """Its price in the currency of `with_prices()`; None while it has none.

        Raises:
            AttributeError: the variant was not read with its prices.
        """
        if self.price_amount is None:
            return None
        return Price(
            variant=self,
            currency=self.priced_in,
            amount=self.price_amount,
            compare_at=self.price_compare_at,
        )


class Price(models.Model):
    """What a variant costs in one currency, tax included."""

    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="prices")
    currency = CurrencyField()
    amount = AmountField()
    compare_at = AmountField(null=True, blank=True, help_text="The price before a reduction.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["variant", "currency"], name="price_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="price_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


class ProductImage(models.Model):
    """A picture's place in a product's gallery."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="images")
    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="product_images")
    position = models.PositiveSmallIntegerField(default=0)
    #: The address or file name an import knew it by; empty for what staff uploaded.
    source = models.CharField(max_length=2000, blank=True, default="", editable=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["product", "picture"], name="product_image_once")]

    def __str__(self) -> str:
        return f"{self.product_id} {self.position}"


class RelatedProduct(models.Model):
    """A product shown on another's page, chosen by hand."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["product", "related"], name="related_once"),
            models.CheckConstraint(
                condition=~models.Q(product=models.F("related")), name="related_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} → {self.related_id}"
