"""Each name that products carried becomes a vendor."""

from django.db import migrations
from django.utils.text import slugify


def name_vendors(apps, schema_editor):
    Product = apps.get_model("catalog", "Product")
    Vendor = apps.get_model("catalog", "Vendor")
    names = Product.objects.exclude(vendor_name="").values_list("vendor_name", flat=True)
    taken = set()
    for name in sorted(set(names)):
        stem = slugify(name, allow_unicode=True)[:110] or "vendor"
        handle, number = stem, 1
        while handle in taken:
            number += 1
            handle = f"{stem}-{number}"
        taken.add(handle)
        vendor = Vendor.objects.create(name=name, handle=handle)
        Product.objects.filter(vendor_name=name).update(vendor=vendor)


def write_names(apps, schema_editor):
    Product = apps.get_model("catalog", "Product")
    for vendor in apps.get_model("catalog", "Vendor").objects.all():
        Product.objects.filter(vendor=vendor).update(vendor_name=vendor.name)


class Migration(migrations.Migration):

    dependencies = [("catalog", "0002_the_catalogue_grows")]

    operations = [migrations.RunPython(name_vendors, write_names)]
