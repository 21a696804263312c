"""Movements of stock and scans are append-only in the database."""

from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [AppendOnly("orders_stockmovement"), AppendOnly("orders_scan")]
