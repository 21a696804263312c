"""Which photographs a product and its variants show, against those its rows name.

The gallery becomes what the table lists. Photographs staff uploaded stay, unless the table names
uploaded ones itself, as an export of ours does.
"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from catalog.fetching.models import PendingImage
from catalog.importing import captions
from catalog.importing.current import Current
from catalog.importing.matching import VariantPlan, keep
from catalog.importing.places import Gallery, Place
from catalog.pictures.models import Picture
from catalog.products.models import ProductImage
from catalog.tables import photographs
from catalog.tables.columns import VARIANT_IMAGE
from catalog.tables.drafts import ProductDraft
from catalog.tables.photographs import Found, Refused
from minishop.imports.kinds import Change


def plan(draft: ProductDraft, current: Current, variants: list[VariantPlan], title: str) -> Gallery:
    """The places of all photographs, and what has to happen for them."""
    told = Gallery()
    if draft.images is not None:
        _list(told, draft, current, variants, title)
        _compare(told, draft, current)
    _variant_pictures(told, draft, current, variants)
    _waiting(told, draft, current, variants)
    return told


def _picture(source: str, current: Current) -> Picture | Found | None:
    picture = current.by_source.get(source) or current.pictures.get(source)
    return None if isinstance(picture, Refused) else picture


def _list(
    told: Gallery, draft: ProductDraft, current: Current, variants: list[VariantPlan], title: str
) -> None:
    """One place for each photograph the rows name, in the order of its position, then of the rows."""
    places: dict[str, Place] = {}
    values = {each.draft.row: ", ".join(each.variant.option_values) for each in variants}
    last = -1
    for image in draft.images or []:
        if image.row in draft.refused or image.source in places:
            continue
        last = last + 1 if image.position is None else image.position
        place = Place(image.source, last, _picture(image.source, current))
        place.pending = next((row for row in current.pending if row.source == image.source), None)
        if isinstance(place.picture, Picture) and place.picture in [p.picture for p in places.values()]:
            draft.warn(image.row, _("The same photograph is in the gallery before."), "Image Src")
            continue
        places[image.source] = place
        captions.describe(
            told, draft, image, place, " – ".join(filter(None, (title, values.get(image.row, ""))))
        )
    told.places = list(places.values())
    captions.keep_columns(told, draft, current.product.columns, places)


def _unread(draft: ProductDraft) -> set[str]:
    """What rows that are kept out name: it stays as it is here."""
    images = {image.source for image in draft.images or [] if image.row in draft.refused}
    return images | {each.image for each in draft.variants if each.image and each.row in draft.refused}


def _compare(told: Gallery, draft: ProductDraft, current: Current) -> None:
    """Rows of the gallery that are new, moved or gone."""
    here = {image.picture_id: image for image in current.images}
    is_ours = any(photographs.own_name(place.source) for place in told.places)
    named = {
        picture.pk for source in _unread(draft) if isinstance(picture := _picture(source, current), Picture)
    }
    for place in told.places:
        source = "" if photographs.own_name(place.source) else place.source
        if isinstance(place.picture, Found):
            told.change("Image Src", "", place.source)
        elif place.picture and (known := here.get(place.picture.pk)):
            named.add(place.picture.pk)
            if (known.position, known.source) != (place.position, source):
                told.change(f"Image Position · {place.source}", known.position + 1, place.position + 1)
                known.position, known.source = place.position, source
                told.moved.append(known)
        elif place.picture:
            told.new.append(ProductImage(picture=place.picture, position=place.position, source=source))
            told.change("Image Src", "", place.source)
    if draft.has_lead:
        gone = [row for row in current.images if row.picture_id not in named and (row.source or is_ours)]
        _gone(told, gone)


def _gone(told: Gallery, rows: Iterable[ProductImage | PendingImage]) -> None:
    for row in rows:
        name = row.source or photographs.address(row.picture)  # type: ignore[union-attr]
        told.change("Image Src", name, "")
        told.gone.append(row)


def _variant_pictures(
    told: Gallery, draft: ProductDraft, current: Current, variants: list[VariantPlan]
) -> None:
    """Each variant shows the photograph its row names, in the gallery or beside it."""
    places = {place.source: place for place in told.places}
    for each in variants:
        source = each.draft.image
        if source is None:
            continue
        place = places.get(source) if source else None
        is_beside = bool(source) and (place is None or not place.in_gallery)
        was = each.variant.columns.get(VARIANT_IMAGE, "")
        _keep_source(each, source if is_beside and not photographs.own_name(source) else "")
        if is_beside and was == source and each.variant.picture_id:
            continue  # fetched since
        if place is None and source:
            pending = next((row for row in current.pending if row.source == source), None)
            place = places[source] = Place(source, 0, _picture(source, current), pending, in_gallery=False)
            told.places.append(place)
        _show(each, place)


def _keep_source(each: VariantPlan, source: str) -> None:
    columns = dict(each.variant.columns)
    keep(columns, VARIANT_IMAGE, source)
    each.set("columns", columns)


def _show(each: VariantPlan, place: Place | None) -> None:
    picture = place.picture if place else None
    if place and picture is None:
        place.variants.append(each)
        return
    if isinstance(picture, Found):
        each.changes.append(Change(each.column(VARIANT_IMAGE), "", place.source if place else ""))
        return
    if each.variant.picture_id != (picture.pk if picture else None):
        before = photographs.address(each.variant.picture) if each.variant.picture else ""
        each.changes.append(Change(each.column(VARIANT_IMAGE), before, place.source if place else ""))
        each.variant.picture = picture
        each.fields.append("picture")


def _waiting(told: Gallery, draft: ProductDraft, current: Current, variants: list[VariantPlan]) -> None:
    """Addresses to fetch that are new or differ, and those no row names any more."""
    for place in told.places:
        if place.picture is not None:
            continue
        if place.pending is None:
            told.change("Image Src" if place.in_gallery else VARIANT_IMAGE, "", place.source)
            told.waiting.append(place)
            _warn_of_missing(draft, place, current)
        elif _differs(place) and place not in told.waiting:
            told.change(f"Image Position · {place.source}", place.pending.position + 1, place.position + 1)
            told.waiting.append(place)
    named = _unread(draft) | {place.source for place in told.places if place.picture is None}
    here = {place.source for place in told.places if place.picture is not None}
    tells_all = draft.images is not None and all(each.draft.image is not None for each in variants)
    is_whole = draft.has_lead and tells_all
    for row in current.pending:
        if row.source in here or (is_whole and row.source not in named):
            told.gone.append(row)
            if row.source not in here:
                told.change("Image Src", row.source, "")


def _differs(place: Place) -> bool:
    row = place.pending
    known = {variant.pk for variant in row.variants.all()} if row else set()
    wanted = {each.variant.pk for each in place.variants}
    return row is not None and (
        (row.position, row.in_gallery) != (place.position, place.in_gallery) or not wanted <= known
    )


def _warn_of_missing(draft: ProductDraft, place: Place, current: Current) -> None:
    row = next((i.row for i in draft.images or [] if i.source == place.source), draft.row)
    refused = current.pictures.get(place.source)
    if isinstance(refused, Refused):
        draft.warn(row, refused.reason, "Image Src")
    elif not photographs.is_address(place.source):
        draft.warn(row, _("No photograph of this name: “%s”.") % place.source[:120], "Image Src")
