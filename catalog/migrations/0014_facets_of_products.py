"""Products say by number what they come in and which stores have them."""

import unicodedata

from django.db import migrations

MOST = 300


def folded(text):
    return "-".join(unicodedata.normalize("NFKC", text).casefold().replace(":", " ").split())


def choices(product):
    """(code, option, value, colour, translations) of all the product's filters."""
    for code in product.store_codes:
        yield f":{folded(code)[:80]}", "", code, "", {}
    for variant in product.variants.all():
        if not variant.is_on_sale:
            continue
        for place, (option, value) in enumerate(zip(product.option_names, variant.option_values)):
            if not value.strip():
                continue
            told = {}
            for row, source, word in (
                (product, "option_names", "option"),
                (variant, "option_values", "value"),
            ):
                for language, words in row.translations.items():
                    texts = words.get(source) or []
                    if place < len(texts) and texts[place]:
                        told.setdefault(language, {})[word] = texts[place]
            code = f"{folded(option)[:60]}:{folded(value)[:80]}"
            yield code, option[:60], value[:80], variant.swatch if place == 0 else "", told


def fill(apps, schema_editor):
    Product = apps.get_model("catalog", "Product")
    Facet = apps.get_model("catalog", "Facet")
    ids = {}
    batch = []
    for product in Product.objects.prefetch_related("variants").iterator(chunk_size=500):
        own = {}
        for code, option, value, colour, told in choices(product):
            if code not in ids:
                words = {"option": option, "value": value, "colour": colour, "translations": told}
                ids[code] = Facet.objects.get_or_create(code=code, defaults=words)[0].pk
            own[ids[code]] = True
        product.facets = sorted(list(own)[:MOST])
        batch.append(product)
        if len(batch) == 500:
            Product.objects.bulk_update(batch, ["facets"])
            batch = []
    Product.objects.bulk_update(batch, ["facets"])


class Migration(migrations.Migration):

    dependencies = [("catalog", "0013_facets")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
