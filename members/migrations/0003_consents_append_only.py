"""What was agreed to is append-only in the database."""

from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("members", "0002_people_and_their_doors"), ("minishop", "0002_append_only")]

    operations = [AppendOnly("members_consent")]
