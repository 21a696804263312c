from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("members", "0014_points_told_and_undone")]

    operations = [
        AppendOnly("members_pointsreversal"),
        AppendOnly("members_pointsreturn"),
    ]
