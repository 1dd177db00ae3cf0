import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def ask_a_new_code(apps, schema_editor):
    """Links that the school opened before it was kept who told the code ask a new one."""
    links = apps.get_model('placements', 'PersonalLink').objects.filter(code_way='school')
    links.update(code_way='', code_hash='', code_expires_at=None, opened_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0028_tips_trainings_certificates'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='personallink',
            name='told_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(ask_a_new_code, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='personallink',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('code_way', 'school'), ('told_by__isnull', False)), models.Q(models.Q(('code_way', 'school'), _negated=True), ('told_by__isnull', True)), _connector='OR'), name='personal_link_told_by_somebody'),
        ),
    ]
