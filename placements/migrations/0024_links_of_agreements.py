"""Links of placements with an agreement are links to sign that version; codes that were on their way stop working."""

from django.db import migrations


def bind_links(apps, schema_editor):
    link, agreement = apps.get_model("placements", "PersonalLink"), apps.get_model("placements", "Agreement")
    link.objects.exclude(code_hash="").update(code_hash="", code_expires_at=None)
    for row in agreement.objects.filter(status__in=["signing", "refused", "sealed"]).iterator():
        link.objects.filter(placement=row.placement_id, withdrawn_at=None).update(purpose="sign", agreement=row.pk)


class Migration(migrations.Migration):
    dependencies = [("placements", "0023_signing_in_depth")]
    operations = [migrations.RunPython(bind_links, migrations.RunPython.noop)]
