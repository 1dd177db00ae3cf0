"""The full week of a sector and the Social Maribel become dated figures; what a table holds is taken along."""

from datetime import date

from django.db import migrations

FIRST_DAY = date(2020, 9, 1)  # of the figures that are shipped
USUAL_WEEK = 38
SHIPPED_WEEKS = {"124", "311"}  # what a city made of these wins from what is shipped
SHIPPED_MARIBEL = {"318.02", "319.01", "327", "329", "330", "331"}


def keep_as_figures(apps, schema_editor):
    """A figure for each committee that is not as usual, or of which the shipped figures say so."""
    alias = schema_editor.connection.alias
    figures = apps.get_model("reference", "Figure").objects.using(alias)
    for row in apps.get_model("companies", "JointCommittee").objects.using(alias).order_by("code"):
        kept = {}
        if row.week_hours != USUAL_WEEK or row.code in SHIPPED_WEEKS:
            kept["sector_week_"] = row.week_hours
        if row.is_maribel or row.code in SHIPPED_MARIBEL:
            kept["sector_maribel_"] = int(row.is_maribel)
        for prefix, value in kept.items():
            figures.get_or_create(
                code=prefix + row.code.replace(".", "_"),
                in_force_on=FIRST_DAY,
                defaults={"value": value, "source": f"Tabel van de paritaire comités: PC {row.code}; na te kijken"},
            )


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial"), ("reference", "0002_figures_to_four_decimals")]

    operations = [
        migrations.RunPython(keep_as_figures, migrations.RunPython.noop),
        migrations.RemoveField("jointcommittee", "is_maribel"),
        migrations.RemoveField("jointcommittee", "week_hours"),
    ]
