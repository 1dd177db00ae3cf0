import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F


def withdraw(apps, schema_editor):
    """Addresses of company and school of which nobody knows who made them stop working; a new one is made at will."""
    feeds = apps.get_model('placements', 'CalendarFeed').objects.filter(withdrawn_at=None)
    feeds.filter(party__in=['company', 'school']).update(withdrawn_at=F('made_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('placements', '0030_writers_of_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarfeed',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(withdraw, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('party__in', ['company', 'school']), _negated=True), ('withdrawn_at__isnull', False), ('made_by__isnull', False), _connector='OR'), name='calendar_feed_of_staff_has_a_maker'),
        ),
    ]
