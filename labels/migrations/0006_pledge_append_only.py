"""Entries of the pledge ledger may be written once: the database refuses UPDATE and DELETE."""

from django.db import migrations

TABLE = "labels_pledgeentry"
POSTGRESQL_FUNCTION = """
CREATE FUNCTION pledge_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'pledge_append_only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def forbid_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
        body = "FOR EACH ROW EXECUTE FUNCTION pledge_append_only()"
    else:
        body = "BEGIN SELECT RAISE(ABORT, 'pledge_append_only'); END"
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} {body}")


class Migration(migrations.Migration):
    dependencies = [("labels", "0005_pledge_ledger")]
    operations = [migrations.RunPython(forbid_changes, migrations.RunPython.noop)]
