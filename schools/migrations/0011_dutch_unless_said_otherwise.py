"""Students of whom nobody noted a language follow lessons in Dutch: places that ask Dutch fit them too."""

from typing import Any

from django.db import migrations, models

import schools.models.student


def say_dutch(apps: Any, schema_editor: Any) -> None:
    """Class lists had no column for languages, so nobody was asked."""
    apps.get_model("schools", "Student").objects.filter(languages=[]).update(languages=["nl"])


class Migration(migrations.Migration):
    dependencies = [("schools", "0010_forget_asked_of_emptied_lists")]

    operations = [
        migrations.AlterField(
            model_name="student",
            name="languages",
            field=models.JSONField(
                blank=True, default=schools.models.student.languages_of_lessons, verbose_name="talen"
            ),
        ),
        migrations.RunPython(say_dutch, migrations.RunPython.noop),
    ]
