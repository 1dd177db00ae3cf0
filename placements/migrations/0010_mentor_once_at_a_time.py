"""A mentor guides one placement once at a time: neither twice, nor as the stand-in of oneself.

PostgreSQL keeps it with an exclusion constraint, SQLite with triggers that raise the same name. The migration before
rebuilt the table on SQLite, which drops its triggers: that of the seats is made again here.
"""

from django.db import migrations

POSTGRESQL = """ALTER TABLE placements_mentorassignment ADD CONSTRAINT mentor_assignment_once_at_a_time
    EXCLUDE USING gist (placement_id WITH =, mentor_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)"""
ONCE = "NEW.placement_id = other.placement_id AND NEW.mentor_id = other.mentor_id"
SEAT = "NEW.mentor_id = other.mentor_id AND NEW.seat = other.seat"
TRIGGER = """
CREATE TRIGGER {name}_{verb} BEFORE {verb} ON placements_mentorassignment
WHEN EXISTS (
    SELECT 1 FROM placements_mentorassignment other
    WHERE {same} AND other.id IS NOT NEW.id
    AND other.starts_on <= NEW.ends_on AND other.ends_on >= NEW.starts_on)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""


def forbid_twice(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for name, same in (("mentor_assignment_once_at_a_time", ONCE), ("mentor_assignment_seat_no_overlap", SEAT)):
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{verb}")
            schema_editor.execute(TRIGGER.format(name=name, verb=verb, same=same))


class Migration(migrations.Migration):
    dependencies = [("placements", "0009_mentor_stand_ins")]
    operations = [migrations.RunPython(forbid_twice, migrations.RunPython.noop)]
