from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("catalog", "0003_vendors")]

    operations = [migrations.RemoveField(model_name="product", name="vendor_name")]
