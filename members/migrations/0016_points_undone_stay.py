from django.db import migrations

from minishop.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("members", "0015_offered_coupons_end")]

    operations = [
        AppendOnly("members_pointsreversal"),
        AppendOnly("members_pointsreturn"),
    ]
