"""Events and the ledger are append-only in the database."""

from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("minishop", "0001_initial")]

    operations = [AppendOnly("minishop_event"), AppendOnly("minishop_posting"), AppendOnly("minishop_entry")]
