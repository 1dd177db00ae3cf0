from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

guard_one_place = import_module("placements.migrations.0025_one_place_at_a_time_again").guard


def keep_who_was_named(apps, schema_editor):
    """Files that the school closed before named somebody in words; those words stand."""
    closed = apps.get_model('placements', 'HandOver').objects.filter(status='closed', next_organisation='')
    closed.update(next_organisation=models.F('next_person'))


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0035_agreed_by_everybody'),
        ('schools', '0010_forget_asked_of_emptied_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='placement',
            name='next_owner',
            field=models.CharField(blank=True, max_length=320),
        ),
        migrations.RunPython(guard_one_place, migrations.RunPython.noop),  # SQLite made the table anew, without it
        migrations.AddField(
            model_name='handover',
            name='next_coach',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='schools.coach'),
        ),
        migrations.AddField(
            model_name='handover',
            name='next_organisation',
            field=models.CharField(blank=True, max_length=80, verbose_name='wie van een andere organisatie'),
        ),
        migrations.RunPython(keep_who_was_named, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), ('next_coach__isnull', False), models.Q(('next_organisation', ''), _negated=True), _connector='OR'), name='hand_over_closed_names_who_goes_on'),
        ),
    ]
