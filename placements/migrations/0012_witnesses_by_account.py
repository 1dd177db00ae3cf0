"""The witness of a signature is a person with an account: for older ones, whoever held the device, as the audit tells."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_witnesses(apps, schema_editor):
    event, signature = apps.get_model("audit", "AuditEvent"), apps.get_model("placements", "Signature")
    for slot in signature.objects.filter(way="witness", witness_by=None).iterator():
        seen = event.objects.filter(
            verb="signature.witness", subject_type="placements.signature", subject_id=slot.pk
        ).latest("at")
        signature.objects.filter(pk=slot.pk).update(witness_by=seen.user_id)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
        ("placements", "0011_plan_lines_in_the_open"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField(
            model_name="signature",
            name="witness_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.RESTRICT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RunPython(name_witnesses, migrations.RunPython.noop),
    ]
