"""Write the competence list of a programme that has none, or take one away that nobody uses yet."""

from collections.abc import Sequence

from django.db import transaction

from marketplace.actor import Actor
from marketplace.audit.actions import record
from marketplace.workflow import refuse_if
from schools import competence_rules as rules
from schools.curriculum import CompetenceRow
from schools.models import Competence, Programme


@transaction.atomic
def write_competences(
    *, programme: Programme, rows: Sequence[CompetenceRow], general_hours: int, by: Actor
) -> list[Competence]:
    """Write the list that every training plan of the programme starts from; `general_hours` of a school year.

    The codes in `rows` are not used: each competence gets its own. Refused: `competences.known`, `competences.number`,
    `competences.twice`, `competences.hours`.
    """
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_if(rules.list_free(row) or rules.rows_whole(rows))
    row.general_hours = general_hours
    row.save(update_fields=["general_hours"])
    made = Competence.objects.bulk_create(_competence(row, number, each) for number, each in enumerate(rows, start=1))
    record("competences.written", subject=row, by=by, data={"number": len(made)})
    return made


def _competence(programme: Programme, number: int, row: CompetenceRow) -> Competence:
    return Competence(
        programme=programme,
        code=f"{programme.code}-{programme.grade}-{number:02}",
        number=number,
        text_nl=row.text_nl,
        text_en=row.text_en,
        usual_place=row.place,
        work_hours=row.work_hours,
        school_hours=row.school_hours,
    )


@transaction.atomic
def drop_competences(*, programme: Programme, by: Actor) -> Programme:
    """Take away a list with a mistake, so that it is written anew.

    Refused: `competences.shipped`, `competences.used`.
    """
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    refuse_if(rules.list_unused(row))
    row.competences.all().delete()
    record("competences.dropped", subject=row, by=by)
    return row
