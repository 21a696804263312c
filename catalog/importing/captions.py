"""Words of photographs, and the columns of the rows they stand on."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.importing.matching import set_word
from catalog.importing.places import Gallery, Place
from catalog.pictures.models import Picture
from catalog.products.models import ProductImage
from catalog.tables.columns import KEPT_IMAGES
from catalog.tables.drafts import ImageDraft, ProductDraft


def describe(told: Gallery, draft: ProductDraft, image: ImageDraft, place: Place, made: str) -> None:
    """The photograph has words: the table's, those it had, else the product's name."""
    row = place.picture if isinstance(place.picture, Picture) else place.pending
    before = row.alt if row else ""
    asked = image.alt if image.alt and image.alt.strip() else ""
    after = asked or before or made[:250]
    if not asked and not before:
        draft.warn(image.row, _("No words for the photograph: “%s” is used.") % after, "Image Alt Text")
    place.alt = after
    if row is None:
        return
    words = {language: dict(known) for language, known in getattr(row, "translations", {}).items()}
    for language, word in image.words.items():
        set_word(words, language, "alt", word)
    if after == before and words == getattr(row, "translations", words):
        return
    if isinstance(row, Picture) and before and _is_shared(row, draft.handle):
        words_stay = _("Another product shows the same photograph: its words stay.")
        draft.warn(image.row, words_stay, "Image Alt Text")
        return
    told.change(f"Image Alt Text · {image.source}", before, after)
    row.alt = after
    if isinstance(row, Picture):
        row.translations = words
        told.described.append(row)
    else:
        told.waiting.append(place)


def _is_shared(picture: Picture, handle: str) -> bool:
    return ProductImage.objects.filter(picture=picture).exclude(product__handle=handle).exists()


def keep_columns(told: Gallery, draft: ProductDraft, known: dict[str, Any], places: dict[str, Place]) -> None:
    before = known.get(KEPT_IMAGES, {})
    unread = {image.source for image in draft.images or [] if image.row in draft.refused}
    stays = {source for source in before if source in places or source in unread or not draft.has_lead}
    after = {source: dict(before[source]) for source in stays}
    for image in draft.images or []:
        cells = after.get(image.source, {}) | image.kept
        if not isinstance(places.get(image.source, Place("", 0, None)).picture, Picture):
            cells |= {f"Image Alt Text {language}": word for language, word in image.words.items()}
        after[image.source] = {name: cell for name, cell in cells.items() if cell}
    after = {source: cells for source, cells in after.items() if cells}
    if after != before:
        told.kept = after
        told.change("Image Src", before or "", after or "")
