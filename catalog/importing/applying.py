"""Writes what a plan found to differ; a plan without differences writes nothing."""

from typing import Any

from catalog.fetching.models import PendingImage
from catalog.importing.places import Gallery, Place
from catalog.importing.planning import Plan
from catalog.pictures.models import Picture
from catalog.products import services as products
from catalog.products.models import Price, Product, ProductImage, Variant
from catalog.tables import photographs
from catalog.tables.columns import KEPT_IMAGES
from catalog.tables.photographs import Refused
from catalog.vendors import services as vendors
from minishop import events
from minishop.imports.columns import variant_columns
from minishop.imports.kinds import Request


def carry_out(plan: Plan, request: Request) -> None:
    """The product, its variants, prices and photographs are as planned; search and kept reads follow."""
    is_new = plan.current.is_new
    has_kept = _product(plan, request)
    has_variants = _variants(plan)
    has_pictures = _gallery(plan.product, plan.gallery, plan.current.pictures)
    _prices(plan, request)
    if has_variants or has_pictures or any(each.prices for each in plan.variants):
        if is_new or has_kept:
            products.refresh_facts(plan.product)
        else:
            products.touched(product=plan.product, actor=request.actor)
    _registered(plan, request)
    _state(plan, request)


def _product(plan: Plan, request: Request) -> bool:
    """Whether the product's own row was written."""
    product = plan.product
    if plan.vendor is not None:
        product.vendor = vendors.named(plan.vendor)
        plan.fields.append("vendor")
    if plan.gallery.kept is not None:
        columns = {name: kept for name, kept in product.columns.items() if name != KEPT_IMAGES}
        product.columns = columns | ({KEPT_IMAGES: plan.gallery.kept} if plan.gallery.kept else {})
        plan.fields.append("columns")
    if plan.status == "archived" or (plan.status == "active" and plan.draft.is_published is False):
        product.status = Product.Status(plan.status)
        plan.fields.append("status")
    if plan.fields or plan.current.is_new:
        products.keep(product=product, actor=request.actor, fields=sorted(set(plan.fields)))
    return bool(plan.fields)


def _variants(plan: Plan) -> bool:
    new = [each.variant for each in plan.variants if each.is_new]
    for variant in new:
        variant.product = plan.product
        variant.in_stock = not variant.is_stock_tracked
        variant.full_clean(exclude=["product"], validate_unique=False, validate_constraints=False)
    changed = [each for each in plan.variants if not each.is_new and each.fields]
    for each in changed:
        each.variant.full_clean(exclude=["product"], validate_unique=False, validate_constraints=False)
    for each in changed:
        if "is_stock_tracked" in each.fields and not each.variant.is_stock_tracked:
            each.variant.in_stock = True
            each.fields.append("in_stock")
        each.variant.save(update_fields=sorted(set(each.fields)))
    for variant in plan.retired:
        variant.save(update_fields=["is_on_sale"])
    Variant.objects.bulk_create(new)
    return bool(new or changed or plan.retired)


def _prices(plan: Plan, request: Request) -> None:
    """Each price that differs is set, and the event tells what it was."""
    told = [(each, currency, *now) for each in plan.variants for currency, now in each.prices.items()]
    kept = [
        Price(variant=each.variant, currency=currency, amount=amount, compare_at=compare_at)
        for each, currency, amount, compare_at in told
        if amount is not None
    ]
    Price.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["variant", "currency"],
        update_fields=["amount", "compare_at"],
    )
    for each, currency, amount, _compare_at in told:
        before = each.costs.get(currency)
        if amount is None and before:
            before.delete()
        events.emit(
            "price.changed",
            subject=each.variant,
            actor=request.actor,
            currency=currency,
            before=None if before is None else str(before.amount),
            after=None if amount is None else str(amount),
        )


def _gallery(product: Product, gallery: Gallery, found: Any) -> bool:
    """Whether anything a page shows has changed; addresses to fetch are left for the job."""
    for row in gallery.gone:
        row.delete()
    for image in gallery.new:
        image.product = product
    ProductImage.objects.bulk_create(gallery.new)
    for image in gallery.moved:
        image.save(update_fields=["position", "source"])
    for picture in gallery.described:
        Picture.objects.filter(pk=picture.pk).update(alt=picture.alt, translations=picture.translations)
    for place in gallery.waiting:
        _wait(product, place, found.get(place.source))
    return bool(gallery.gone or gallery.new or gallery.moved or gallery.described)


def _wait(product: Product, place: Place, found: Any) -> None:
    """The address is fetched by a job; what is no address says so and waits for staff."""
    row = place.pending or PendingImage(product=product, source=place.source)
    row.alt = place.alt or row.alt
    row.position, row.in_gallery = place.position, place.in_gallery
    if row.pk is None and not photographs.is_address(place.source):
        row.state = PendingImage.State.REFUSED
        row.error = str(found.reason if isinstance(found, Refused) else photographs.MISSING)[:300]
    row.save()
    if place.variants:
        row.variants.add(*(each.variant for each in place.variants))


def _registered(plan: Plan, request: Request) -> None:
    """What upper departments own is put by their own verbs."""
    for name, column in variant_columns:
        values = {each.variant.pk: each.registered[name] for each in plan.variants if name in each.registered}
        if values:
            for warning in column.put(values, request):
                plan.draft.warn(plan.draft.row, warning, name)


def _state(plan: Plan, request: Request) -> None:
    if plan.status == "active" and plan.draft.is_published is not False:
        products.publish(product=plan.product, actor=request.actor)
    elif plan.status == "draft" and plan.product.status != Product.Status.DRAFT:
        products.unpublish(product=plan.product, actor=request.actor)
