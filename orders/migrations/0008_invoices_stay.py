"""What was issued stays as it was: invoices refuse every change, and whom they name is never rewritten."""

from django.db import migrations

from minishop.append_only import AppendOnly

REFUSE = """
CREATE TRIGGER orders_invoicebuyer_written_once BEFORE UPDATE ON orders_invoicebuyer
FOR EACH STATEMENT EXECUTE FUNCTION minishop_append_only()
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_invoices_without_names")]

    operations = [
        AppendOnly("orders_invoice"),
        migrations.RunSQL(REFUSE, "DROP TRIGGER orders_invoicebuyer_written_once ON orders_invoicebuyer"),
    ]
