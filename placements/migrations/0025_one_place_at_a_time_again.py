"""Make the triggers of "one place at a time" again on SQLite: 0015 and 0023 rebuilt the table, which drops them.

PostgreSQL never lost its exclusion constraint. A later migration that rebuilds placements_placement on SQLite calls
`guard` again.
"""

from importlib import import_module

from django.db import migrations

NAME = "placement_student_no_overlap"
TRIGGER = import_module("placements.migrations.0002_no_overlaps").STUDENT_OVERLAP


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{verb}")
            schema_editor.execute(TRIGGER.format(verb=verb))


class Migration(migrations.Migration):
    dependencies = [("placements", "0024_links_of_agreements")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
