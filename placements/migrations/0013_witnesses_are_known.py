"""A signature before a witness names the account of the witness."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("placements", "0012_witnesses_by_account")]
    operations = [
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=~Q(way="witness") | Q(witness_by__isnull=False), name="signature_witness_is_known"
            ),
        ),
    ]
