from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def give_a_term(apps, schema_editor):
    """Files of before get the fourteen days that new ones get."""
    for row in apps.get_model('placements', 'HandOver').objects.filter(word_until_on=None):
        row.word_until_on = timezone.localdate(row.opened_at) + timedelta(days=14)
        row.save(update_fields=['word_until_on'])


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0036_who_goes_on_after_an_early_end'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='word_until_on',
            field=models.DateField(null=True, verbose_name='de onderneming antwoordt tot en met'),
        ),
        migrations.RunPython(give_a_term, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='handover',
            name='word_until_on',
            field=models.DateField(verbose_name='de onderneming antwoordt tot en met'),
        ),
        migrations.AddField(
            model_name='handover',
            name='company_silent_on',
            field=models.DateField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name='handover',
            name='hand_over_closed_is_complete',
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('closed_at__isnull', False), ('work_hours__isnull', False), models.Q(models.Q(('company_word', ''), _negated=True), ('company_silent_on__isnull', False), _connector='OR'), models.Q(('student_word', ''), _negated=True)), _connector='OR'), name='hand_over_closed_is_complete'),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.CheckConstraint(condition=models.Q(('company_silent_on__isnull', True), models.Q(('company_silent_on__gt', models.F('word_until_on')), ('company_word', '')), _connector='OR'), name='hand_over_silent_after_its_term'),
        ),
    ]
