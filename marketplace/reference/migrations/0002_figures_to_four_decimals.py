from datetime import date
from decimal import Decimal

from django.db import migrations, models

SHARE = {"code": "allowance_share_3", "in_force_on": date(2021, 9, 1)}


def write_share_in_full(apps, schema_editor):
    """Two decimals had rounded the shipped 34.5 % of the third step."""
    figures = apps.get_model("reference", "Figure").objects.using(schema_editor.connection.alias)
    figures.filter(**SHARE, value__in=[Decimal("0.34"), Decimal("0.35")]).update(value=Decimal("0.345"))


class Migration(migrations.Migration):
    dependencies = [("reference", "0001_initial")]

    operations = [
        migrations.AlterField("figure", "value", models.DecimalField(decimal_places=4, max_digits=12)),
        migrations.RunPython(write_share_in_full, migrations.RunPython.noop),
    ]
