from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("members", "0008_the_club")]

    operations = [
        AppendOnly("members_lotentry"),
        AppendOnly("members_qualifyingfact"),
        AppendOnly("members_tierchange"),
    ]
