"""Rounds that were matched again told of their first run; what they tell and prove now is that of the last."""

from typing import Any

from django.db import migrations


def tell_the_last(apps: Any, schema_editor: Any) -> None:
    """The shares of schools were not counted then, so they are left out."""
    runs = apps.get_model("placements", "RoundRun").objects.filter(kind="rematch").exclude(arrays="")
    for run in runs.order_by("round", "number"):
        apps.get_model("placements", "Round").objects.filter(pk=run.round_id).update(
            result={"students": run.students, "placed": run.placed},
            certificate=run.certificate,
            input_digest=run.input_digest,
        )


class Migration(migrations.Migration):
    dependencies = [("placements", "0032_variants_that_failed")]

    operations = [migrations.RunPython(tell_the_last, migrations.RunPython.noop)]
