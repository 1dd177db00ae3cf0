"""A student has one placement with real work at a time; a mentor's seat holds one student at a time.

PostgreSQL keeps both with exclusion constraints, SQLite with triggers that raise the same names.
"""

from django.db import migrations

HOLDS_SEAT = "('accepted', 'agreed', 'signing', 'signed', 'running')"
REAL_WORK = "('STAGE', 'SAO', 'OAO', 'DA')"

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""ALTER TABLE placements_placement ADD CONSTRAINT placement_student_no_overlap
    EXCLUDE USING gist (student_id WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
    WHERE (status IN {HOLDS_SEAT} AND form IN {REAL_WORK})""",
    """ALTER TABLE placements_mentorassignment ADD CONSTRAINT mentor_assignment_seat_no_overlap
    EXCLUDE USING gist (mentor_id WITH =, seat WITH =, daterange(starts_on, ends_on, '[]') WITH &&)
    WHERE (seat IS NOT NULL)""",
)

STUDENT_OVERLAP = f"""
CREATE TRIGGER placement_student_no_overlap_{{verb}} BEFORE {{verb}} ON placements_placement
WHEN NEW.status IN {HOLDS_SEAT} AND NEW.form IN {REAL_WORK} AND EXISTS (
    SELECT 1 FROM placements_placement other
    WHERE other.student_id = NEW.student_id AND other.id IS NOT NEW.id
    AND other.status IN {HOLDS_SEAT} AND other.form IN {REAL_WORK}
    AND other.starts_on <= NEW.ends_on AND other.ends_on >= NEW.starts_on)
BEGIN SELECT RAISE(ABORT, 'placement_student_no_overlap'); END
"""
SEAT_OVERLAP = """
CREATE TRIGGER mentor_assignment_seat_no_overlap_{verb} BEFORE {verb} ON placements_mentorassignment
WHEN NEW.seat IS NOT NULL AND EXISTS (
    SELECT 1 FROM placements_mentorassignment other
    WHERE other.mentor_id = NEW.mentor_id AND other.seat = NEW.seat AND other.id IS NOT NEW.id
    AND other.starts_on <= NEW.ends_on AND other.ends_on >= NEW.starts_on)
BEGIN SELECT RAISE(ABORT, 'mentor_assignment_seat_no_overlap'); END
"""


def forbid_overlaps(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for statement in POSTGRESQL:
            schema_editor.execute(statement)
        return
    for trigger in (STUDENT_OVERLAP, SEAT_OVERLAP):
        for verb in ("INSERT", "UPDATE"):
            schema_editor.execute(trigger.format(verb=verb))


class Migration(migrations.Migration):
    dependencies = [("placements", "0001_initial")]
    operations = [migrations.RunPython(forbid_overlaps, migrations.RunPython.noop)]
