"""Audit events and their seals may be written once: the database refuses UPDATE and DELETE."""

from django.db import migrations

TABLES = ("audit_auditevent", "audit_auditseal")
POSTGRESQL_FUNCTION = """
CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'audit_append_only' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def forbid_changes(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if vendor == "postgresql":
                body = "FOR EACH ROW EXECUTE FUNCTION audit_append_only()"
            else:
                body = "BEGIN SELECT RAISE(ABORT, 'audit_append_only'); END"
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {body}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(forbid_changes, migrations.RunPython.noop)]
