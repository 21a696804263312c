"""Three that were made at the same time stand side by side."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_avif_waits"),
        ("catalog", "0006_collections_in_order"),
        ("catalog", "0006_variants_to_wait_for"),
    ]
    operations = []
