"""A list that was emptied before a worker stored it looked busy for ever; nobody waits for it any more."""

from typing import Any

from django.db import migrations


def forget_asked(apps: Any, schema_editor: Any) -> None:
    """What was stored before it was emptied stays counted."""
    emptied = apps.get_model("schools", "ClassList").objects.filter(rows=[], applied_at=None)
    emptied.exclude(asked_at=None).update(asked_at=None)


class Migration(migrations.Migration):
    dependencies = [("schools", "0009_files_read_by_a_worker")]

    operations = [migrations.RunPython(forget_asked, migrations.RunPython.noop)]
